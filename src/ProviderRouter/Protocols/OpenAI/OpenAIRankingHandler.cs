using System.Text.Json;
using ProviderRouter.Providers;
using ProviderRouter.Transport;

namespace ProviderRouter.Protocols.OpenAI;

/// <summary>
/// Ranking at a server that speaks OpenAI's protocol: the form that Cohere and Jina made common. Source: wire notes of Together, §5, and of
/// Fireworks, §5.
/// </summary>
internal sealed class OpenAIRankingHandler(ProviderTransport transport, OpenAIDialect dialect) : ITaskHandler<TextRankingRequest, TextRankingResponse>
{
    public Task<TextRankingResponse> HandleAsync(TaskContext<TextRankingRequest> context, CancellationToken cancellationToken)
    {
        var count = context.Request.Documents.Count;
        if (count == 0)
        {
            throw context.Fail(ErrorKind.InvalidRequest, "Documents is empty; give at least one.");
        }

        var exchange = new OpenAIExchange(dialect.Ranking.Path, context, dialect, body => Write(body, context.Request));
        return transport.SendAsync(
            context, exchange, (response, token) => response.ReadBytesAsync((answer, body) => Read(answer, body, count), token), cancellationToken);
    }

    private static TextRankingResponse Read(ProviderResponse response, ReadOnlyMemory<byte> body, int count)
    {
        using var document = JsonDocument.Parse(body);
        var root = document.RootElement;
        if (ErrorBody.IsError(root))
        {
            throw response.Fail(body.Span, "the answer is an error");
        }

        if (ListOf(root) is not { ValueKind: JsonValueKind.Array } list)
        {
            throw response.Fail(body.Span, "the answer holds no ranking");
        }

        var results = new List<RankedDocument>(list.GetArrayLength());
        foreach (var item in list.EnumerateArray())
        {
            results.Add(Read(item, count) ?? throw response.Fail(body.Span, "the answer ranks something else than the documents"));
        }

        // Best first, as most send them; of two equals the one that came first.
        return new() { Results = [.. results.OrderByDescending(result => result.Score)], Info = new() { Usage = JsonUsage.Of(root), CostUsd = JsonUsage.CostOf(root) } };
    }

    private static JsonElement? ListOf(JsonElement root) =>
        root.ValueKind == JsonValueKind.Array ? root
        : root.ValueKind == JsonValueKind.Object && (root.TryGetProperty("results"u8, out var list) || root.TryGetProperty("data"u8, out list)) ? list
        : null;

    private static RankedDocument? Read(JsonElement item, int count) =>
        item.ValueKind == JsonValueKind.Object
        && item.TryGetProperty("index"u8, out var index) && index.ValueKind == JsonValueKind.Number && index.TryGetInt32(out var place) && (uint)place < (uint)count
        && (item.TryGetProperty("relevance_score"u8, out var score) || item.TryGetProperty("score"u8, out score)) && score.ValueKind == JsonValueKind.Number
            ? new() { Index = place, Score = score.GetDouble(), Document = DocumentOf(item) }
            : null;

    // A text; an object with one; an empty object when the documents were not asked for; beside the score at some servers.
    private static string? DocumentOf(JsonElement item) =>
        item.TryGetProperty("document"u8, out var document) ? TextOf(document)
        : item.TryGetProperty("text"u8, out var text) ? TextOf(text)
        : null;

    private static string? TextOf(JsonElement document) =>
        document.ValueKind == JsonValueKind.String ? document.GetString()
        : document.ValueKind == JsonValueKind.Object && document.TryGetProperty("text"u8, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString()
        : null;

    private void Write(OpenAIBody body, TextRankingRequest request)
    {
        var fields = dialect.Ranking;
        body.Add("query", nameof(request.Query), request.Query);
        body.Add("documents", nameof(request.Documents), request.Documents);
        body.AddKnown(fields.TopCountField, nameof(request.TopCount), request.TopCount);
        body.AddKnown(fields.ReturnDocumentsField, nameof(request.ReturnDocuments), request.ReturnDocuments);
        body.AddKnown(fields.InstructionField, nameof(request.Instruction), request.Instruction);
    }
}
