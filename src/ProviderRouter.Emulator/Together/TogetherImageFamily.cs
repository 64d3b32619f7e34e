namespace ProviderRouter.Emulator.Together;

/// <summary>What a family of image models knows.</summary>
/// <param name="TakesSingle">Whether the picture to edit is one <c>image_url</c>; else it is among <c>reference_images</c>.</param>
/// <param name="IsDiffusion">Whether it has seeds, steps and several pictures at once.</param>
/// <param name="SizesByRatio">Whether it heeds an aspect ratio.</param>
/// <param name="SizesBySides">Whether it heeds width and height.</param>
/// <param name="MostSteps">The most steps.</param>
/// <param name="TakesLoras">Whether adapters can be added.</param>
internal sealed record TogetherImageFamily(bool TakesSingle, bool IsDiffusion, bool SizesByRatio, bool SizesBySides, int MostSteps, bool TakesLoras)
{
    public static TogetherImageFamily Of(string model)
    {
        var isSchnell = Has("schnell");
        var isKontext = Has("kontext") && Has("flux.1");
        var isDiffusion = !Has("gemini") && !Has("flash-image");
        return new TogetherImageFamily(
            TakesSingle: isKontext,
            IsDiffusion: isDiffusion,
            SizesByRatio: isSchnell || isKontext || !isDiffusion,
            SizesBySides: isDiffusion && !isKontext,
            MostSteps: isSchnell ? Has("free") ? 4 : 12 : 100,
            TakesLoras: Has("lora"));

        bool Has(string part) => model.Contains(part, StringComparison.OrdinalIgnoreCase);
    }
}
