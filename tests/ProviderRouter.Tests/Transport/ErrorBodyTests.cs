using System.Text;
using CsCheck;
using ProviderRouter.Transport;

namespace ProviderRouter.Tests.Transport;

/// <summary>An error body may be anything.</summary>
public sealed class ErrorBodyTests
{
    private static readonly string[] Names =
    [
        "\"error\"", "\"message\"", "\"detail\"", "\"code\"", "\"status\"", "\"loc\"", "\"msg\"", "\"type\"", "\"metadata\"", "\"raw\"", "\"errors\"", "\"estimated_time\"", "\"title\"", "\"\\ud800\"",
    ];

    private static readonly string[] Values =
        [.. Names, "\"\\udfff\\ud83d\"", "null", "true", "false", "0", "429", "-1", "1e999", "99999999999999999999", "\"words\"", "\"\"", "\"2026-01-01\""];

    private static readonly string[] Pieces = [.. Values, "{", "}", "[", "]", ",", ":", "data: ", "<html>", "<style>", "</script>", "\"", "\\", " ", "\uFEFF"];

    private static readonly Gen<string> Json = Gen.Recursive<string>((depth, value) => depth > 5
        ? Of(Values)
        : Gen.OneOf(
            Of(Values),
            value.List[0, 3].Select(items => $"[{string.Join(',', items)}]"),
            Gen.Select(Of(Names), value).List[0, 4].Select(fields => $"{{{string.Join(',', fields.Select(field => $"{field.Item1}:{field.Item2}"))}}}")));

    [Fact]
    public void Read_AnyBytes_NeverThrows() =>
        Gen.Byte.Array[0, 300].Sample(bytes => _ = ErrorBody.Read(Encoding.UTF8.GetString(bytes)), iter: 20_000);

    [Fact]
    public void Read_PiecesOfJson_NeverThrows() =>
        Of(Pieces).List[0, 30].Sample(pieces => _ = ErrorBody.Read(string.Concat(pieces)), iter: 20_000);

    [Fact]
    public void Read_AnyJson_NeverThrows() => Json.Sample(json => _ = ErrorBody.Read(json), iter: 20_000);

    private static Gen<string> Of(string[] choices) => Gen.Int[0, choices.Length - 1].Select(at => choices[at]);
}
