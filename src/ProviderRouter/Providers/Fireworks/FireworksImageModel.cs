namespace ProviderRouter.Providers.Fireworks;

/// <summary>Which of Fireworks' addresses for images a model has, and which parameters go with it. Source: vercel/ai fireworks-image-model, docs.fireworks.ai.</summary>
/// <param name="Family">The address.</param>
/// <param name="Fields">What it takes.</param>
internal sealed record FireworksImageModel(FireworksImageFamily Family, FireworksImageFields Fields)
{
    private static readonly string[] Generation =
        ["stable-diffusion-xl", "SSD-1B", "playground-v2", "japanese-stable-diffusion-xl"];

    /// <summary>The steps that are taken, and billed, when the request says none; null when nobody tells.</summary>
    public int? DefaultSteps { get; private init; }

    public bool IsJob => Family == FireworksImageFamily.WorkflowJob;

    public static FireworksImageModel Of(string model)
    {
        var name = model[(model.LastIndexOf('/') + 1)..];
        if (name.StartsWith("flux-kontext", StringComparison.OrdinalIgnoreCase))
        {
            return new(FireworksImageFamily.WorkflowJob, FireworksImageFields.Kontext);
        }

        if (Array.Exists(Generation, known => name.StartsWith(known, StringComparison.OrdinalIgnoreCase)))
        {
            return new(FireworksImageFamily.Generation, FireworksImageFields.Generation) { DefaultSteps = 50 };
        }

        return new(FireworksImageFamily.Workflow, FireworksImageFields.Workflow)
        {
            DefaultSteps = name.StartsWith("flux-1-schnell", StringComparison.OrdinalIgnoreCase) ? 4 : null,
        };
    }
}
