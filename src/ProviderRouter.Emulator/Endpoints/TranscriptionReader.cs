using System.Globalization;
using ProviderRouter.Emulator.Http;
using ProviderRouter.Emulator.Media;

namespace ProviderRouter.Emulator.Endpoints;

/// <summary>Reads and checks the form of a transcription or translation.</summary>
internal sealed class TranscriptionReader(TranscriptionDialect dialect, Form form)
{
    public TranscriptionRequest Read(bool translates)
    {
        if ((form.Text("model") ?? dialect.DefaultModel) is not { Length: > 0 } model)
        {
            throw Missing("model");
        }

        model = dialect.Resolve(model);
        var formats = dialect.Formats(model);
        var format = form.Text("response_format") is { Length: > 0 } asked ? asked : formats[0];
        if (!formats.Contains(format))
        {
            throw Invalid("response_format", $"'{format}' is not one of {string.Join(", ", formats)}");
        }

        CheckTemperature();
        var stamps = ReadGranularities(format);
        var request = new TranscriptionRequest(form, model, format, ReadLanguage(), ReadSound())
        {
            Translates = translates,
            WantsSegments = dialect.AlwaysSegments || stamps.Count == 0 || stamps.Contains("segment"),
            WantsWords = stamps.Contains("word"),
            Stream = ReadFlag("stream") && dialect.CanStream(model) && !translates,
        };
        dialect.Check?.Invoke(request);
        return request;
    }

    private Transcript ReadSound()
    {
        if (form.File("file") is not { } file)
        {
            return dialect.TakesAddress && form.Text("file") is { } text ? ReadAddress(text) : throw Missing("file");
        }

        var dot = file.FileName!.LastIndexOf('.');
        var extension = dot < 0 ? string.Empty : file.FileName[(dot + 1)..].ToLowerInvariant();
        if (dialect.Extensions.Count > 0 && !dialect.Extensions.Contains(extension))
        {
            throw Refuse(400, $"Unrecognized file format. Supported formats: {string.Join(", ", dialect.Extensions)}.", "file");
        }

        if (file.Bytes.Length > dialect.LargestFile)
        {
            throw Refuse(413, string.Create(
                CultureInfo.InvariantCulture, $"Maximum content size limit ({dialect.LargestFile}) exceeded ({file.Bytes.Length} bytes read)."), "file");
        }

        return SoundFile.Read(file.Bytes) is { } sound
            ? Transcript.Of(sound)
            : throw Refuse(400, "The audio file could not be decoded or its format is not supported.", "file");
    }

    private Transcript ReadAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? Transcript.Of(address)
            : throw Invalid("file", "expected a file or an http(s) address");

    private string ReadLanguage()
    {
        var language = form.Text("language") is { Length: > 0 } asked ? asked : dialect.DefaultLanguage;
        return language == "auto" || (language.Length is 2 or 3 && language.All(char.IsAsciiLetterLower))
            ? language
            : throw Invalid("language", $"'{language}' is not a language code of ISO 639-1");
    }

    private HashSet<string> ReadGranularities(string format)
    {
        var stamps = dialect.GranularityFields.SelectMany(form.Texts)
            .SelectMany(text => dialect.SplitsGranularities ? text.Split(',', StringSplitOptions.TrimEntries) : [text])
            .ToHashSet(StringComparer.Ordinal);
        if (stamps.FirstOrDefault(stamp => stamp is not ("word" or "segment")) is { } unknown)
        {
            throw Invalid("timestamp_granularities", $"'{unknown}' is not one of word, segment");
        }

        return stamps.Count == 0 || format == "verbose_json"
            ? stamps
            : throw Invalid("timestamp_granularities", "it needs the response_format verbose_json");
    }

    private bool ReadFlag(string name) => form.Text(name)?.ToLowerInvariant() switch
    {
        null or "" or "false" or "0" => false,
        "true" or "1" => true,
        var other => throw Invalid(name, $"'{other}' is not a boolean"),
    };

    private void CheckTemperature()
    {
        var text = form.Text("temperature") ?? "0";
        foreach (var part in dialect.TakesTemperatures ? text.Split(',') : [text])
        {
            if (!double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || number is < 0 or > 1)
            {
                throw Invalid("temperature", $"'{part}' is not a number between 0 and 1");
            }
        }
    }

    private WireException Missing(string name) => Refuse(400, $"Missing required parameter: '{name}'.", name);

    private WireException Invalid(string name, string problem) => Refuse(400, $"Invalid value for '{name}': {problem}.", name);

    private WireException Refuse(int status, string message, string name) =>
        dialect.Protocol.Error(status, message, name, "invalid_value");
}
