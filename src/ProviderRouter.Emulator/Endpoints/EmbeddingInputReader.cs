using System.Globalization;
using System.Text.Json;
using ProviderRouter.Emulator.Chat;
using ProviderRouter.Emulator.Http;

namespace ProviderRouter.Emulator.Endpoints;

/// <summary>One text to embed.</summary>
internal sealed record EmbeddingInput(string Text, int Tokens);

/// <summary>Reads the inputs of an embedding request: a text, texts, the tokens of a text, or those of several.</summary>
internal sealed class EmbeddingInputReader(EmbeddingDialect dialect, RequestBody body)
{
    public List<EmbeddingInput> Read(string model)
    {
        var inputs = body.Value("input") switch
        {
            null => throw body.Missing("input"),
            { ValueKind: JsonValueKind.Array } list when IsTokens(list) => [ReadTokens(list)],
            { ValueKind: JsonValueKind.Array } list => ReadList(list),
            { } one => [ReadOne(one)],
        };
        var most = dialect.MostTokens(model);
        return inputs.Find(input => input.Tokens > most) is { } tooLong
            ? throw body.Invalid("input", string.Create(
                CultureInfo.InvariantCulture, $"the model's maximum context length is {most} tokens, but {tooLong.Tokens} were given"))
            : inputs;
    }

    private List<EmbeddingInput> ReadList(JsonElement list)
    {
        if (list.GetArrayLength() == 0 || list.GetArrayLength() > dialect.MostInputs)
        {
            throw body.Invalid("input", string.Create(
                CultureInfo.InvariantCulture, $"expected 1 to {dialect.MostInputs} inputs, but got {list.GetArrayLength()}"));
        }

        return [.. list.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.Array && IsTokens(item) ? ReadTokens(item) : ReadOne(item))];
    }

    private EmbeddingInput ReadOne(JsonElement item)
    {
        var text = item.ValueKind == JsonValueKind.String ? item.GetString() : dialect.ReadObject?.Invoke(body, item);
        return string.IsNullOrEmpty(text)
            ? throw body.Invalid("input", "expected a string that is not empty, or an array of such")
            : new EmbeddingInput(text, Tokens.Count(text));
    }

    private EmbeddingInput ReadTokens(JsonElement tokens) => dialect.TakesTokens
        ? new EmbeddingInput(string.Join(' ', tokens.EnumerateArray().Select(token => token.GetRawText())), tokens.GetArrayLength())
        : throw body.Invalid("input", "token arrays are not supported, expected strings");

    private static bool IsTokens(JsonElement list) =>
        list.GetArrayLength() > 0 && list.EnumerateArray().All(item => item.ValueKind == JsonValueKind.Number && item.TryGetInt32(out var token) && token >= 0);
}
