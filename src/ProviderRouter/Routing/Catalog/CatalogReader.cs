using System.Text;

namespace ProviderRouter.Routing;

/// <summary>
/// Reads the embedded catalog: a table of texts, then models and offers that refer to it by number. <c>tools/CatalogBuilder</c> writes it.
/// Number 0 stands for "none"; amounts are decimals as text, for they repeat.
/// </summary>
internal static class CatalogReader
{
    public const string ResourceName = "ProviderRouter.catalog.bin";
    public const int FormatVersion = 1;

    public static CatalogModel[] Read(Stream stream)
    {
        using var reader = new BinaryReader(stream, Encoding.UTF8);
        if (reader.ReadInt32() != FormatVersion)
        {
            throw new InvalidDataException("The embedded catalog has another format; run tools/CatalogBuilder again.");
        }

        var texts = new string?[reader.Read7BitEncodedInt() + 1];
        for (var index = 1; index < texts.Length; index++)
        {
            texts[index] = reader.ReadString();
        }

        var models = new CatalogModel[reader.Read7BitEncodedInt()];
        for (var index = 0; index < models.Length; index++)
        {
            models[index] = ReadModel(reader, texts);
        }

        return models;
    }

    private static CatalogModel ReadModel(BinaryReader reader, string?[] texts) => new()
    {
        Id = ReadText(reader, texts)!,
        Aliases = ReadTexts(reader, texts),
        Tasks = ReadTexts(reader, texts),
        Family = ReadText(reader, texts),
        Offers = ReadOffers(reader, texts),
    };

    private static CatalogOffer[] ReadOffers(BinaryReader reader, string?[] texts)
    {
        var offers = new CatalogOffer[reader.Read7BitEncodedInt()];
        for (var index = 0; index < offers.Length; index++)
        {
            offers[index] = new()
            {
                Provider = ReadText(reader, texts)!,
                ProviderModelId = ReadText(reader, texts)!,
                Version = ReadText(reader, texts),
                EndpointKind = ReadText(reader, texts),
                Availability = (OfferAvailability)reader.ReadByte(),
                ContextWindow = ReadNumber(reader),
                MaxOutput = ReadNumber(reader),
                Capabilities = ReadTexts(reader, texts),
                Price = ReadPrice(reader, texts),
            };
        }

        return offers;
    }

    private static CatalogPrice? ReadPrice(BinaryReader reader, string?[] texts)
    {
        var unit = reader.ReadByte();
        if (unit == byte.MaxValue)
        {
            return null;
        }

        var price = new CatalogPrice
        {
            Unit = (PriceUnit)unit,
            Input = ReadAmount(reader, texts),
            Output = ReadAmount(reader, texts),
            CachedInput = ReadAmount(reader, texts),
        };
        var tiers = new PriceTier[reader.Read7BitEncodedInt()];
        for (var index = 0; index < tiers.Length; index++)
        {
            tiers[index] = new(ReadText(reader, texts)!, ReadAmount(reader, texts)!.Value);
        }

        return tiers.Length == 0 ? price : price with { Tiers = tiers };
    }

    private static string? ReadText(BinaryReader reader, string?[] texts) => texts[reader.Read7BitEncodedInt()];

    private static string[] ReadTexts(BinaryReader reader, string?[] texts)
    {
        var list = new string[reader.Read7BitEncodedInt()];
        for (var index = 0; index < list.Length; index++)
        {
            list[index] = ReadText(reader, texts)!;
        }

        return list;
    }

    private static int? ReadNumber(BinaryReader reader) => reader.Read7BitEncodedInt() is > 0 and var number ? number : null;

    private static decimal? ReadAmount(BinaryReader reader, string?[] texts) =>
        ReadText(reader, texts) is { } text ? decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture) : null;
}
