using System.Text;
using System.Text.Json.Nodes;
using ProviderRouter.Emulator.Chat;
using ProviderRouter.Emulator.Http;

namespace ProviderRouter.Emulator.Endpoints;

/// <summary>Writes down what a sound says, in the language spoken or in English.</summary>
internal sealed class TranscriptionEndpoint(TranscriptionDialect dialect)
{
    public Task TranscribeAsync(Exchange exchange) => HandleAsync(exchange, translates: false);

    public Task TranslateAsync(Exchange exchange) => HandleAsync(exchange, translates: true);

    private async Task HandleAsync(Exchange exchange, bool translates)
    {
        dialect.Protocol.RequireMethod(exchange, "POST");
        var form = await FormReader.ReadAsync(exchange).ConfigureAwait(false);
        var request = new TranscriptionReader(dialect, form).Read(translates);
        if (request.Stream)
        {
            await StreamAsync(exchange, request).ConfigureAwait(false);
            return;
        }

        var transcript = request.Transcript;
        switch (request.Format)
        {
            case "text":
                await WriteTextAsync(exchange, transcript.Text + "\n").ConfigureAwait(false);
                break;
            case "srt":
                await WriteTextAsync(exchange, SubtitleWriter.Srt(transcript)).ConfigureAwait(false);
                break;
            case "vtt":
                await WriteTextAsync(exchange, SubtitleWriter.Vtt(transcript)).ConfigureAwait(false);
                break;
            default:
                await exchange.WriteJsonAsync(200, WriteJson(request)).ConfigureAwait(false);
                break;
        }
    }

    private static Task WriteTextAsync(Exchange exchange, string text) =>
        exchange.WriteBytesAsync(200, Encoding.UTF8.GetBytes(text), "text/plain; charset=utf-8");

    private async Task StreamAsync(Exchange exchange, TranscriptionRequest request)
    {
        var events = new EventStream(exchange);
        await events.StartAsync().ConfigureAwait(false);
        foreach (var token in Tokens.Split(request.Transcript.Text))
        {
            await events.SendAsync(new JsonObject { ["type"] = "transcript.text.delta", ["delta"] = token }).ConfigureAwait(false);
        }

        var last = new JsonObject { ["type"] = "transcript.text.done", ["text"] = request.Transcript.Text };
        dialect.Finish?.Invoke(request, last);
        await events.SendAsync(last).ConfigureAwait(false);
    }

    private JsonObject WriteJson(TranscriptionRequest request)
    {
        var transcript = request.Transcript;
        var answer = new JsonObject();
        if (request.Format == "verbose_json")
        {
            answer["task"] = request.Translates ? "translate" : "transcribe";
            answer["language"] = dialect.Language(request.Translates || request.Language == "auto" ? "en" : request.Language);
            answer["duration"] = transcript.Seconds;
        }

        answer["text"] = transcript.Text;
        if (request.Format == "verbose_json" && request.WantsSegments)
        {
            answer["segments"] = new JsonArray([.. transcript.Segments.Select((segment, id) => WriteSegment(request, segment, id))]);
        }

        if (request.Format == "verbose_json" && request.WantsWords)
        {
            answer["words"] = new JsonArray([.. transcript.Words.Select(WriteWord)]);
        }

        dialect.Finish?.Invoke(request, answer);
        return answer;
    }

    private JsonObject WriteSegment(TranscriptionRequest request, TimedText segment, int id)
    {
        var node = new JsonObject { ["id"] = id, ["start"] = segment.Start, ["end"] = segment.End, ["text"] = segment.Text };
        dialect.Segment?.Invoke(request, segment, node);
        return node;
    }

    public static JsonObject WriteWord(TimedText word) =>
        new() { ["word"] = word.Text, ["start"] = word.Start, ["end"] = word.End };
}
