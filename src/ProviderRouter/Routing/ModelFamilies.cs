using System.Text.RegularExpressions;

namespace ProviderRouter.Routing;

/// <summary>What a model's name tells of its task and provider, when nothing better is known.</summary>
internal static partial class ModelFamilies
{
    /// <summary>Classifies a name; the catalog knows better than any pattern.</summary>
    /// <returns>Null when the name tells nothing.</returns>
    public static ModelFamily? Classify(string model, ModelCatalog catalog)
    {
        var reference = ModelReference.Parse(model, catalog.KnowsProvider);
        var name = Normalize(reference.RouteModel);
        if (catalog.TryGet(reference.Model, out var known) && known.Tasks.Count > 0)
        {
            return new("the catalog", TaskOf(known), ProviderOf(known));
        }

        if (SegmentTask(reference.RouteModel) is { } task)
        {
            return new("the task in the id", task, reference.NativeProvider);
        }

        foreach (var rule in ModelFamilyRules.All)
        {
            if (rule.Pattern.IsMatch(name))
            {
                return new(rule.Name, rule.Task, reference.NativeProvider ?? ProviderOf(rule, name));
            }
        }

        return null;
    }

    /// <summary>The last segment without a version, in lower case, with Fireworks' <c>3p1</c> as <c>3.1</c>.</summary>
    private static string Normalize(string model)
    {
        var name = model[(model.LastIndexOf('/') + 1)..];
        var colon = name.IndexOf(':', StringComparison.Ordinal);
        return DigitPoint().Replace((colon < 0 ? name : name[..colon]).ToLowerInvariant(), ".");
    }

    // The family of a model that reads pictures is "image-text-to-text" even where it is listed for chat too.
    private static string TaskOf(CatalogModel model) =>
        model.Tasks.Contains("image-text-to-text") ? "image-text-to-text"
        : model.Tasks.Contains("conversational") ? "text-generation"
        : model.Tasks.Contains("feature-extraction") ? "feature-extraction" // also what a similarity model does at heart
        : model.Tasks[0];

    private static string? ProviderOf(CatalogModel model) => model.Offers.Count > 0 ? model.Offers[0].Provider : null;

    // fal and WaveSpeed spell the task as a segment.
    private static string? SegmentTask(string model)
    {
        if (!model.StartsWith("fal-ai/", StringComparison.OrdinalIgnoreCase) && !model.StartsWith("wavespeed-ai/", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var segments = model.ToLowerInvariant().Split('/');
        foreach (var segment in segments)
        {
            switch (segment)
            {
                case "edit" or "inpainting" or "kontext" or "image-to-image":
                    return "image-to-image";
                case "speech-to-text":
                    return "automatic-speech-recognition";
                case "text-to-image" or "text-to-video" or "image-to-video" or "text-to-speech":
                    return segment;
            }
        }

        // "fal-ai/flux/schnell": the variant stands last, the family before it.
        foreach (var segment in segments.Skip(1))
        {
            foreach (var rule in ModelFamilyRules.All)
            {
                if (rule.Pattern.IsMatch(segment))
                {
                    return rule.Task;
                }
            }
        }

        return null;
    }

    private static string ProviderOf(ModelFamilyRule rule, string name) => rule.Name switch
    {
        "t2i" when FireworksImage().IsMatch(name) => "fireworks-ai",
        "segment" when name.Contains("rembg", StringComparison.Ordinal) => "replicate",
        "segment" when name.Contains("rmbg", StringComparison.Ordinal) => "fal-ai",
        "segment" => "hf-inference",
        _ => rule.Provider,
    };

    [GeneratedRegex(@"(?<=\d)p(?=\d)", RegexOptions.CultureInvariant)]
    private static partial Regex DigitPoint();

    [GeneratedRegex(@"^(stable-diffusion-3\.5|sd-?3\.5)|^flux\.?-?1-(schnell|dev)|^flux\.1-|^flux-(schnell|dev)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex FireworksImage();
}
