using System.Globalization;
using System.Text;
using System.Text.Json;

namespace ProviderRouter.CatalogBuilder;

/// <summary>Writes the compact form that the package embeds; <c>CatalogReader</c> in the core reads it.</summary>
internal sealed class CatalogWriter(IReadOnlyList<Pin> pins)
{
    private const int FormatVersion = 1;
    private static readonly string[] Units =
    [
        "per_million_tokens", "per_image", "per_megapixel", "per_step", "per_second_video", "per_video", "per_minute_audio", "per_second_compute", "per_1k_chars",
    ];

    private static readonly string[] Availabilities = ["unknown", "seen", "listed", "removed"];

    private readonly Dictionary<string, int> texts = [];
    private readonly List<string> unmet = [];

    public int Offers { get; private set; }

    public IReadOnlyList<string> UnmetPins => unmet;

    public static string? Text(JsonElement item, string name) =>
        item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    public byte[] Write(JsonElement models)
    {
        using var body = new MemoryStream();
        using (var writer = new BinaryWriter(body, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write7BitEncodedInt(models.GetArrayLength());
            foreach (var model in models.EnumerateArray())
            {
                WriteModel(writer, model);
            }
        }

        using var all = new MemoryStream();
        using (var writer = new BinaryWriter(all, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(FormatVersion);
            writer.Write7BitEncodedInt(texts.Count);
            foreach (var (text, _) in texts.OrderBy(entry => entry.Value))
            {
                writer.Write(text);
            }

            writer.Write(body.ToArray());
        }

        return all.ToArray();
    }

    private void WriteModel(BinaryWriter writer, JsonElement model)
    {
        WriteText(writer, Text(model, "id"));
        WriteTexts(writer, model.GetProperty("aliases"));
        WriteTexts(writer, model.GetProperty("tasks"));
        WriteText(writer, Text(model, "family"));
        var offers = InOrder(model);
        writer.Write7BitEncodedInt(offers.Count);
        foreach (var offer in offers)
        {
            WriteOffer(writer, offer);
        }

        Offers += offers.Count;
    }

    // Pinned first, then the data's order, with what was removed behind the rest.
    private List<JsonElement> InOrder(JsonElement model)
    {
        var pin = pins.FirstOrDefault(candidate => candidate.Fits(model));
        var offers = model.GetProperty("providers").EnumerateArray().ToList();
        if (pin is not null && !offers.Exists(offer => Text(offer, "provider") == pin.Provider))
        {
            unmet.Add($"{Text(model, "id")} at {pin.Provider}");
        }

        return [.. offers.OrderBy(offer => Text(offer, "provider") == pin?.Provider ? 0 : Text(offer, "availability") == "removed" ? 2 : 1)];
    }

    private void WriteOffer(BinaryWriter writer, JsonElement offer)
    {
        WriteText(writer, Text(offer, "provider"));
        WriteText(writer, Text(offer, "providerModelId"));
        WriteText(writer, Text(offer, "version"));
        WriteText(writer, Text(offer, "endpointKind"));
        writer.Write((byte)IndexOf(Availabilities, Text(offer, "availability")));
        WriteNumber(writer, offer, "contextWindow");
        WriteNumber(writer, offer, "maxOutput");
        WriteTexts(writer, offer.GetProperty("capabilities"));
        if (!offer.TryGetProperty("price", out var price) || price.ValueKind != JsonValueKind.Object)
        {
            writer.Write(byte.MaxValue);
            return;
        }

        writer.Write((byte)IndexOf(Units, Text(price, "unit")));
        WriteAmount(writer, price, "input");
        WriteAmount(writer, price, "output");
        WriteAmount(writer, price, "cachedInput");
        var tiers = price.TryGetProperty("tiers", out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray().ToList() : [];
        writer.Write7BitEncodedInt(tiers.Count);
        foreach (var tier in tiers)
        {
            WriteText(writer, Text(tier, "condition"));
            WriteAmount(writer, tier, "output");
        }
    }

    private static int IndexOf(string[] words, string? word) =>
        Array.IndexOf(words, word) is >= 0 and var index ? index : throw new InvalidDataException($"'{word}' is not known to this tool.");

    private void WriteText(BinaryWriter writer, string? text)
    {
        if (text is not null && !texts.ContainsKey(text))
        {
            texts.Add(text, texts.Count + 1);
        }

        writer.Write7BitEncodedInt(text is null ? 0 : texts[text]);
    }

    private void WriteTexts(BinaryWriter writer, JsonElement list)
    {
        writer.Write7BitEncodedInt(list.GetArrayLength());
        foreach (var item in list.EnumerateArray())
        {
            WriteText(writer, item.GetString());
        }
    }

    private static void WriteNumber(BinaryWriter writer, JsonElement item, string name) =>
        writer.Write7BitEncodedInt(item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetInt32() : 0);

    private void WriteAmount(BinaryWriter writer, JsonElement item, string name) =>
        WriteText(writer, item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number
            ? value.GetDecimal().ToString(CultureInfo.InvariantCulture)
            : null);
}
