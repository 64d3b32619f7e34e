using System.Text.Json;
using System.Text.RegularExpressions;

namespace ProviderRouter.Emulator.Chat;

/// <summary>Reads and checks the tools of a chat request and the choice among them.</summary>
internal sealed partial class ToolReader(ChatDialect dialect)
{
    public List<ChatTool> Read(JsonElement root)
    {
        if (ChatReader.Value(root, "tools") is not { } tools)
        {
            return [];
        }

        if (tools.GetArrayLength() == 0)
        {
            throw dialect.Invalid("Invalid 'tools': empty array. Expected an array with minimum length 1.", "tools");
        }

        return [.. tools.EnumerateArray().Select(ReadOne)];
    }

    /// <summary>none, auto, required, or the name of a function with a leading colon.</summary>
    public string ReadChoice(JsonElement root, List<ChatTool> tools)
    {
        if (ChatReader.Value(root, "tool_choice") is not { } choice)
        {
            return tools.Count == 0 ? "none" : "auto";
        }

        if (tools.Count == 0)
        {
            throw dialect.Invalid("Invalid value for 'tool_choice': 'tool_choice' is only allowed when 'tools' are specified.", "tool_choice");
        }

        if (choice.ValueKind == JsonValueKind.String)
        {
            return choice.GetString() switch
            {
                "none" => "none",
                "auto" => "auto",
                "required" => "required",
                "any" when dialect.IsGenerous => "required",
                var name when dialect.TakesToolName && tools.Exists(tool => tool.Name == name) => ":" + name,
                var other => throw dialect.Invalid($"Invalid value for 'tool_choice': '{other}'.", "tool_choice"),
            };
        }

        var function = ChatReader.Value(choice, "function") ?? choice;
        var chosen = function.ValueKind == JsonValueKind.Object && ChatReader.Value(function, "name") is { ValueKind: JsonValueKind.String } given
            ? given.GetString()!
            : null;
        return chosen is not null && tools.Exists(tool => tool.Name == chosen)
            ? ":" + chosen
            : throw dialect.Invalid($"Invalid value for 'tool_choice': function '{chosen}' is not among the 'tools'.", "tool_choice");
    }

    private ChatTool ReadOne(JsonElement tool)
    {
        if (tool.ValueKind != JsonValueKind.Object
            || ChatReader.Value(tool, "type") is not { ValueKind: JsonValueKind.String } type || !type.ValueEquals("function")
            || ChatReader.Value(tool, "function") is not { ValueKind: JsonValueKind.Object } function)
        {
            throw dialect.Invalid("Invalid 'tools': each must have the type 'function' and a 'function' object.", "tools");
        }

        var name = ChatReader.Value(function, "name") is { ValueKind: JsonValueKind.String } given ? given.GetString()! : string.Empty;
        if (!NamePattern().IsMatch(name))
        {
            throw dialect.Invalid($"Invalid 'tools.function.name': '{name}' does not match the pattern '^[a-zA-Z0-9_-]+$'.", "tools.function.name");
        }

        var parameters = ChatReader.Value(function, "parameters");
        return parameters is { ValueKind: not JsonValueKind.Object }
            ? throw dialect.Invalid($"Invalid schema for function '{name}': expected an object.", "tools.function.parameters")
            : new ChatTool(name, parameters);
    }

    [GeneratedRegex("^[a-zA-Z0-9_-]{1,64}$")]
    private static partial Regex NamePattern();
}
