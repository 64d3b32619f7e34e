namespace ProviderRouter.Emulator.Replicate.Models;

/// <summary>The type of a field.</summary>
internal enum InputType
{
    Text,
    Integer,
    Number,
    Flag,

    /// <summary>A file, given by its address.</summary>
    Address,
    TextList,
    AddressList,

    /// <summary>A list of anything.</summary>
    List,
    Object,
}

/// <summary>The names of types in a schema.</summary>
internal static class InputTypeNames
{
    public static string JsonName(this InputType type) => type switch
    {
        InputType.Integer => "integer",
        InputType.Number => "number",
        InputType.Flag => "boolean",
        InputType.TextList or InputType.AddressList or InputType.List => "array",
        InputType.Object => "object",
        _ => "string",
    };
}
