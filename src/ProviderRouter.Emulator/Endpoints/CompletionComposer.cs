using System.Globalization;
using ProviderRouter.Emulator.Chat;

namespace ProviderRouter.Emulator.Endpoints;

/// <summary>Invents how a prompt goes on. The same request gets the same answer.</summary>
internal sealed class CompletionComposer(CompletionDialect dialect)
{
    /// <summary>The choices of each prompt in turn.</summary>
    public List<CompletionChoice> Compose(CompletionRequest request, string model) =>
    [
        .. request.Prompts.SelectMany((prompt, at) => Enumerable.Range(0, request.Choices)
            .Select(number => ComposeChoice(request, model, prompt, (at * request.Choices) + number, number))),
    ];

    private CompletionChoice ComposeChoice(CompletionRequest request, string model, string prompt, int index, int number)
    {
        var place = request.Body.Text("suffix") is { Length: > 0 } ? "filling" : "continuation";
        var variant = number == 0 ? string.Empty : string.Create(CultureInfo.InvariantCulture, $" number {number + 1}");
        var text = $" (this is a synthetic {place}{variant} from the ProviderRouter emulator, model {model})";
        var finish = dialect.NaturalEnd(model);
        foreach (var stop in request.Stops)
        {
            if (stop.Length > 0 && text.IndexOf(stop, StringComparison.Ordinal) is >= 0 and var found)
            {
                text = text[..found];
                finish = "stop";
            }
        }

        var tokens = Tokens.Split(text);
        if (request.MaxTokens is { } limit && tokens.Count > limit)
        {
            tokens = tokens[..limit];
            finish = "length";
        }

        return new CompletionChoice(index, request.Echo && dialect.EchoesInText ? [.. Tokens.Split(prompt), .. tokens] : tokens, tokens.Count, finish);
    }
}
