using System.Text;

namespace ProviderRouter.Fuzzing.Mutation;

/// <summary>A good input, from which bad ones are made.</summary>
/// <param name="Bytes">The input.</param>
internal sealed record Seed(byte[] Bytes)
{
    private readonly Lazy<JsonMap> map = new(() => JsonMap.Of(Bytes));

    public JsonMap Map => map.Value;

    public static IReadOnlyList<Seed> Of(params IEnumerable<string> texts) => [.. texts.Select(text => new Seed(Encoding.UTF8.GetBytes(text)))];
}
