namespace ProviderRouter.Providers.Fireworks;

/// <summary>Which of Fireworks' addresses for images a model has, and which parameters go with it. Source: vercel/ai fireworks-image-model, docs.fireworks.ai.</summary>
internal sealed record FireworksImageModel(FireworksImageFamily Family, int? DefaultSteps)
{
    private static readonly string[] Generation =
        ["stable-diffusion-xl", "SSD-1B", "playground-v2", "japanese-stable-diffusion-xl"];

    public static FireworksImageModel Of(string model)
    {
        var name = model[(model.LastIndexOf('/') + 1)..];
        if (name.StartsWith("flux-kontext", StringComparison.OrdinalIgnoreCase))
        {
            return new(FireworksImageFamily.WorkflowJob, null);
        }

        if (Array.Exists(Generation, known => name.StartsWith(known, StringComparison.OrdinalIgnoreCase)))
        {
            return new(FireworksImageFamily.Generation, 50);
        }

        return new(FireworksImageFamily.Workflow, name.StartsWith("flux-1-schnell", StringComparison.OrdinalIgnoreCase) ? 4 : null);
    }
}

/// <summary>Fireworks' addresses for images.</summary>
internal enum FireworksImageFamily
{
    /// <summary><c>workflows/{model}/text_to_image</c>, answered at once: FLUX.1, Stable Diffusion 3.5, and ids that are not known.</summary>
    Workflow,

    /// <summary><c>workflows/{model}</c>, answered by polling: FLUX Kontext.</summary>
    WorkflowJob,

    /// <summary><c>image_generation/{model}</c>: the Stable Diffusion XL family.</summary>
    Generation,
}
