namespace ProviderRouter.Providers.Fireworks;

/// <summary>Which of Fireworks' addresses for images a model has, and which parameters go with it. Source: vercel/ai fireworks-image-model, docs.fireworks.ai.</summary>
/// <param name="Family">The address.</param>
/// <param name="Fields">What it takes.</param>
/// <param name="DefaultSteps">The steps that are taken, and billed, when the request says none; null when nobody tells.</param>
internal sealed record FireworksImageModel(FireworksImageFamily Family, FireworksImageFields Fields, int? DefaultSteps = null)
{
    private static readonly FireworksImageModel Workflow = new(FireworksImageFamily.Workflow, FireworksImageFields.Workflow);
    private static readonly FireworksImageModel Generation = new(FireworksImageFamily.Generation, FireworksImageFields.Generation, DefaultSteps: 50);

    // By the beginning of the name, longer before shorter.
    private static readonly (string Beginning, FireworksImageModel Model)[] Known =
    [
        ("flux-kontext", new(FireworksImageFamily.WorkflowJob, FireworksImageFields.Kontext)),
        ("flux-1-schnell", Workflow with { DefaultSteps = 4 }),
        ("flux-", Workflow),
        ("stable-diffusion-xl", Generation),
        ("japanese-stable-diffusion-xl", Generation),
        ("stable-diffusion-", Workflow),
        ("SSD-1B", Generation),
        ("playground-v2", Generation),
    ];

    public bool IsJob => Family == FireworksImageFamily.WorkflowJob;

    /// <summary>A model that is asked for an image; one that is not known has the address that new ones get.</summary>
    public static FireworksImageModel Of(string model) => Find(model) ?? Workflow;

    /// <summary>A model that is known to make images; null for any other.</summary>
    public static FireworksImageModel? Find(string model)
    {
        var name = model[(model.LastIndexOf('/') + 1)..];
        return Array.Find(Known, known => name.StartsWith(known.Beginning, StringComparison.OrdinalIgnoreCase)).Model;
    }
}
