using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using ProviderRouter.Emulator.Http;
using ProviderRouter.Emulator.Media;

namespace ProviderRouter.Emulator.Chat;

/// <summary>Invents the answer to a chat request. The same request gets the same answer.</summary>
internal sealed class ChatComposer(ChatDialect dialect)
{
    private const int TokensPerMessage = 4;
    private const int TokensPerImage = 85;

    public ChatAnswer Compose(ChatRequest request, string model, long created)
    {
        var choices = Enumerable.Range(0, request.Choices).Select(index => ComposeChoice(request, model, index)).ToList();
        var id = dialect.IdPrefix + request.Hash.ToString("x16", CultureInfo.InvariantCulture);
        return new ChatAnswer(id, model, created, PromptTokens(request), choices);
    }

    public static int PromptTokens(ChatRequest request) => request.Messages.Sum(message =>
        Tokens.Count(message.Text) + TokensPerMessage + ((message.Images.Count + message.Others.Count) * TokensPerImage));

    private ChatChoice ComposeChoice(ChatRequest request, string model, int index)
    {
        var reasoning = request.Reasons
            ? Tokens.Split("The emulator pretends to think: the user wrote something, and a synthetic answer is due.")
            : [];
        var calls = ComposeCalls(request, index);
        var text = calls.Count > 0 ? string.Empty : ComposeText(request, model, index);
        var cut = CutAtStop(text, request.Stops);
        var content = Tokens.Split(cut);
        var finish = calls.Count > 0 ? "tool_calls" : cut.Length < text.Length ? "stop" : dialect.NaturalEnd(model);
        if (request.MaxTokens is { } limit && calls.Count == 0 && reasoning.Count + content.Count > limit)
        {
            finish = "length";
            reasoning = [.. reasoning.Take(limit)];
            content = [.. content.Take(limit - reasoning.Count)];
        }

        return new ChatChoice(index, reasoning, content, calls, finish);
    }

    private static List<ChatToolCall> ComposeCalls(ChatRequest request, int index)
    {
        var words = LastUserText(request);
        IEnumerable<ChatTool> called = request.ToolChoice switch
        {
            "none" => [],
            [':', .. var name] => request.Tools.Where(tool => tool.Name == name),
            "required" when !Mentioned(request, words).Any() => request.Tools.Take(1),
            "auto" when request.Messages[^1].Role == "tool" => [],
            _ => Mentioned(request, words),
        };
        var calls = new List<ChatToolCall>();
        foreach (var tool in called)
        {
            var arguments = tool.Parameters is { } schema ? new SchemaSample(schema, words).Build() : new JsonObject();
            var hash = StableHash.Of(tool.Name, request.Hash + (ulong)index);
            calls.Add(new ChatToolCall(
                "call_" + hash.ToString("x16", CultureInfo.InvariantCulture), tool.Name, (arguments ?? new JsonObject()).ToJsonString(Exchange.Json)));
            if (!request.ParallelToolCalls)
            {
                break;
            }
        }

        return calls;
    }

    private static IEnumerable<ChatTool> Mentioned(ChatRequest request, string words) =>
        request.Tools.Where(tool => words.Contains(tool.Name, StringComparison.OrdinalIgnoreCase)
            || words.Contains(tool.Name.Replace('_', ' '), StringComparison.OrdinalIgnoreCase));

    private static string ComposeText(ChatRequest request, string model, int index)
    {
        var words = LastUserText(request);
        if (request.WantsJson)
        {
            return (request.Schema is { } schema ? new SchemaSample(schema, words).Build() : new JsonObject
            {
                ["note"] = "This is a synthetic answer from the ProviderRouter emulator.",
                ["model"] = model,
                ["you_said"] = words,
            })?.ToJsonString(Exchange.Json) ?? "null";
        }

        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"This is a synthetic answer from the ProviderRouter emulator (model {model}).");
        if (index > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $" It is choice {index + 1}.");
        }

        var last = request.Messages[^1];
        if (last.Role == "tool")
        {
            text.Append(CultureInfo.InvariantCulture, $" The tool answered: {last.Text}");
            return text.ToString();
        }

        var user = request.Messages.LastOrDefault(message => message.Role == "user") ?? last;
        foreach (var image in user.Images)
        {
            text.Append(' ').Append(PictureReader.Describe(image));
        }

        foreach (var other in user.Others)
        {
            text.Append(CultureInfo.InvariantCulture, $" A part of type {other} came along.");
        }

        text.Append(CultureInfo.InvariantCulture, $" You said: {words}");
        return text.ToString();
    }

    private static string LastUserText(ChatRequest request) =>
        (request.Messages.LastOrDefault(message => message.Role == "user") ?? request.Messages[^1]).Text;

    private static string CutAtStop(string text, IReadOnlyList<string> stops)
    {
        foreach (var stop in stops)
        {
            var at = stop.Length == 0 ? -1 : text.IndexOf(stop, StringComparison.Ordinal);
            text = at < 0 ? text : text[..at];
        }

        return text;
    }
}
