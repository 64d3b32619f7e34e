namespace ProviderRouter.Fuzzing.Running;

/// <summary>An input that showed a fault, and all that is needed to show it again.</summary>
/// <param name="Parser">The parser.</param>
/// <param name="Variant">The way into it.</param>
/// <param name="Seed">The seed of the run.</param>
/// <param name="Index">The number of the input.</param>
/// <param name="Input">The input, made as small as it still shows the fault.</param>
/// <param name="Problem">What happened.</param>
internal sealed record FuzzFailure(string Parser, string Variant, ulong Seed, long Index, byte[] Input, string Problem)
{
    public override string ToString() =>
        $"""
        FAULT in {Parser}, {Variant} (--seed {Seed}, input {Index}): {Problem}
          --parser "{Parser}" --variant "{Variant}" --input {Convert.ToBase64String(Input)}
        """;
}
