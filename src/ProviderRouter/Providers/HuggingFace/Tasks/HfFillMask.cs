using System.Text.Json;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.HuggingFace.Tasks;

/// <summary>A list of fillings for one gap, a list of such lists for several.</summary>
internal sealed class HfFillMask : HfJsonCodec<FillMaskRequest, FillMaskResponse>
{
    public override void WriteInputs(Utf8JsonWriter json, FillMaskRequest request, ReadOnlySpan<byte> file) => json.WriteStringValue(request.Text);

    public override void WriteParameters(RequestJson parameters, TaskContext<FillMaskRequest> context)
    {
        parameters.Add("top_k", context.Request.TopCount);
        parameters.Add("targets", context.Request.Targets);
    }

    protected override FillMaskResponse Read(HfAnswer answer, TaskContext<FillMaskRequest> context)
    {
        var root = answer.Root;
        while (IsList(root) && root.GetArrayLength() == 1 && IsList(root[0]))
        {
            root = root[0]; // one gap in a list of gaps, or one text in a list of texts
        }

        IReadOnlyList<JsonElement> gaps = IsList(root) && root.GetArrayLength() > 0 && IsList(root[0]) ? [.. root.EnumerateArray()] : [root];
        var masks = gaps.Select(gap => FillsOf(answer, gap)).ToList();
        return masks.TrueForAll(fills => fills.Count > 0) ? new() { Masks = masks } : throw answer.Fail("the answer fills a gap with nothing");
    }

    private static bool IsList(JsonElement element) => element.ValueKind == JsonValueKind.Array;

    private static IReadOnlyList<MaskFill> FillsOf(HfAnswer answer, JsonElement gap) =>
        [.. answer.ItemsOf(gap).Select(item => FillOf(answer, item)).OrderByDescending(fill => fill.Score)];

    private static MaskFill FillOf(HfAnswer answer, JsonElement item) => new()
    {
        Sequence = answer.Text(item, "sequence"),
        Score = answer.Number(item, "score"),
        Token = answer.Integer(item, "token"),
        TokenText = answer.Text(item, "token_str"),
    };
}
