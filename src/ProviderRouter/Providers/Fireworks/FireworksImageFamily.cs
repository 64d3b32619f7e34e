namespace ProviderRouter.Providers.Fireworks;

/// <summary>Fireworks' addresses for images.</summary>
internal enum FireworksImageFamily
{
    /// <summary><c>workflows/{model}/text_to_image</c>, answered at once: FLUX.1, Stable Diffusion 3.5, and ids that are not known.</summary>
    Workflow,

    /// <summary><c>workflows/{model}</c>, a job: FLUX Kontext.</summary>
    WorkflowJob,

    /// <summary><c>image_generation/{model}</c>: the Stable Diffusion XL family.</summary>
    Generation,
}
