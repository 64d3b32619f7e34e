namespace ProviderRouter;

/// <summary>A rectangle in an image, in pixels from its upper left corner.</summary>
/// <param name="XMin">The left edge.</param>
/// <param name="YMin">The upper edge.</param>
/// <param name="XMax">The right edge.</param>
/// <param name="YMax">The lower edge.</param>
public readonly record struct BoundingBox(int XMin, int YMin, int XMax, int YMax);
