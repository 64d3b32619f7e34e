using System.Globalization;
using ProviderRouter.Emulator.Http;

namespace ProviderRouter.Emulator.Endpoints;

/// <summary>Says a text aloud: as a file that comes piece by piece, or as events.</summary>
internal sealed class SpeechEndpoint(SpeechDialect dialect)
{
    /// <summary>A fifth of a second of 16-bit samples.</summary>
    private const int EventBytes = 9600;

    public async Task HandleAsync(Exchange exchange)
    {
        var utterance = Read(exchange);
        var format = dialect.Formats[utterance.Format];
        var sound = format.Write(utterance);
        if (dialect.Events(utterance) is not { } form)
        {
            await ByteStream.WriteAsync(exchange, sound, format.MediaType(utterance)).ConfigureAwait(false);
            return;
        }

        var events = new EventStream(exchange);
        await events.StartAsync().ConfigureAwait(false);
        foreach (var piece in sound.Chunk(EventBytes))
        {
            await events.SendAsync(form.Piece(piece)).ConfigureAwait(false);
        }

        if (form.Last is { } last)
        {
            await events.SendAsync(last).ConfigureAwait(false);
        }

        if (form.Mark is { } mark)
        {
            await events.SendAsync(mark).ConfigureAwait(false);
        }
    }

    private Utterance Read(Exchange exchange)
    {
        var body = dialect.Rules.Read(exchange);
        var model = dialect.Resolve(body.Required("model"));
        var text = body.Required("input");
        if (text.Length > dialect.LongestInput)
        {
            throw body.Invalid("input", string.Create(
                CultureInfo.InvariantCulture, $"expected at most {dialect.LongestInput} characters, but got {text.Length}"));
        }

        var format = body.OneOf("response_format", [dialect.DefaultFormat, .. dialect.Formats.Keys.Where(name => name != dialect.DefaultFormat)]);
        var utterance = new Utterance(body, model, text, body.Required("voice"), format);
        dialect.Check?.Invoke(utterance);
        return utterance;
    }
}
