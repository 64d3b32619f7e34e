using System.Text.Json;
using System.Text.Json.Nodes;
using ProviderRouter.Emulator.Chat;
using ProviderRouter.Emulator.Http;
using ProviderRouter.Emulator.Media;

namespace ProviderRouter.Emulator.HuggingFace;

/// <summary>hf-inference: one path per model, its task told by the path, the accepted media type or the model's name.</summary>
internal sealed class InferenceProtocol : Protocol
{
    private static readonly string[] Speakers = ["tts", "speech", "bark", "mms-", "kokoro", "parler", "xtts", "musicgen", "vits", "dia-"];

    private static readonly Dictionary<string, FieldRule> PictureFields = new(StringComparer.Ordinal)
    {
        ["guidance_scale"] = new(FieldKind.Number),
        ["negative_prompt"] = new(FieldKind.TextOrList),
        ["num_inference_steps"] = new(FieldKind.Integer, 1, 500),
        ["width"] = new(FieldKind.Integer, 8, 2048),
        ["height"] = new(FieldKind.Integer, 8, 2048),
        ["scheduler"] = new(FieldKind.Text),
        ["seed"] = new(FieldKind.Integer),
    };

    private readonly ChatEndpoint _chat;

    public InferenceProtocol()
        : base("hf-inference", "hf-inference/", "hf_emulator") =>
        _chat = new ChatEndpoint(new ChatDialect(this));

    public override WireException Error(int status, string message, string? field = null, string? code = null) =>
        HuggingFaceErrors.Create(status, message);

    public override JsonNode StreamError() => new JsonObject { ["error"] = "A fault asked of the emulator.", ["error_type"] = "generation" };

    public override WireException Unauthorized(string? presented) => HuggingFaceErrors.Unauthorized(presented);

    public override Task HandleAsync(Exchange exchange)
    {
        if (exchange.Path.Split('/') is not ["models", { Length: > 0 } owner, { Length: > 0 } name, .. var rest])
        {
            throw NotFound(exchange);
        }

        RequireMethod(exchange, "POST");
        var model = $"{owner}/{name}";
        if (model.Contains("does-not-exist", StringComparison.OrdinalIgnoreCase))
        {
            throw HuggingFaceErrors.Create(404, "Not Found");
        }

        return rest switch
        {
            ["v1", "chat", "completions"] => _chat.HandleAsync(exchange, _ => model),
            [] => IsSpeaker(exchange, model) ? SpeakAsync(exchange, model) : DrawAsync(exchange),
            ["pipeline", "text-to-image"] => DrawAsync(exchange),
            ["pipeline", "text-to-speech" or "text-to-audio"] => SpeakAsync(exchange, model),
            _ => throw NotFound(exchange),
        };
    }

    private static bool IsSpeaker(Exchange exchange, string model)
    {
        var accept = exchange.Header("Accept") ?? string.Empty;
        return accept.Contains("audio/", StringComparison.OrdinalIgnoreCase)
            || (!accept.Contains("image/", StringComparison.OrdinalIgnoreCase)
                && Array.Exists(Speakers, part => model.Contains(part, StringComparison.OrdinalIgnoreCase)));
    }

    private Task DrawAsync(Exchange exchange)
    {
        var (prompt, parameters) = Read(exchange, PictureFields);
        var width = Number(parameters, "width") ?? 1024;
        var height = Number(parameters, "height") ?? 1024;
        var picture = Picture.Draw((int)width, (int)height, prompt, Number(parameters, "seed") ?? 1);
        var isPng = exchange.Header("Accept")?.Contains("image/png", StringComparison.OrdinalIgnoreCase) == true;
        var (bytes, type) = PictureFormat.Write(picture, isPng ? "png" : "jpeg");
        return exchange.WriteBytesAsync(200, bytes, type);
    }

    private Task SpeakAsync(Exchange exchange, string model)
    {
        var (text, _) = Read(exchange, []);
        return exchange.WriteBytesAsync(200, Sound.Wav(text, model), "audio/wav");
    }

    private (string Inputs, JsonElement? Parameters) Read(Exchange exchange, Dictionary<string, FieldRule> rules)
    {
        var root = ReadObject(exchange);
        if (ChatReader.Value(root, "inputs") is not { ValueKind: JsonValueKind.String } inputs || inputs.GetString() is not { Length: > 0 } text)
        {
            throw Validation("Error in `inputs`: field required");
        }

        var parameters = ChatReader.Value(root, "parameters");
        if (parameters is { ValueKind: not JsonValueKind.Object })
        {
            throw Validation("Error in `parameters`: value is not a valid dict");
        }

        if (parameters is { } given)
        {
            foreach (var field in given.EnumerateObject())
            {
                if (field.Value.ValueKind != JsonValueKind.Null && rules.TryGetValue(field.Name, out var rule)
                    && rule.Problem(field.Value) is { } problem)
                {
                    throw Validation($"Error in `parameters.{field.Name}`: {problem}");
                }
            }
        }

        return (text, parameters);
    }

    private static WireException Validation(string message) => new(400, new JsonObject
    {
        ["error"] = new JsonArray(message),
        ["warnings"] = new JsonArray(),
    });

    private static long? Number(JsonElement? parameters, string name) =>
        parameters is { } given && ChatReader.Value(given, name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt64(out var number)
            ? number
            : null;
}
