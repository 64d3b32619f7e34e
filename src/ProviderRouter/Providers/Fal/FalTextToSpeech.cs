using System.Text.Json;
using ProviderRouter.Protocols.Jobs;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.Fal;

/// <summary>Speech at fal.</summary>
internal sealed class FalTextToSpeech(FalFiles files) : IJobCodec<TextToSpeechRequest, TextToSpeechResponse, FalState>
{
    private const string NotSent = "Not sent: this model has no such input at fal.";

    public ValueTask<Action<RequestJson>> EncodeAsync(TaskContext<TextToSpeechRequest> context, CancellationToken cancellationToken)
    {
        var model = FalSpeechModel.Of(context.Model);
        Warn(context, model);
        return ValueTask.FromResult<Action<RequestJson>>(input => Write(input, context.Request, model));
    }

    public TextToSpeechResponse Decode(TaskContext context, TextToSpeechRequest? request, FalState state)
    {
        var sound = FalSounds.Read(files, context, state);
        return new()
        {
            Audio = sound,
            Info = new()
            {
                RequestId = state.RequestId,
                Usage = new() { Characters = request?.Text.Length, AudioSeconds = sound.Duration?.TotalSeconds, ComputeSeconds = state.InferenceSeconds },
            },
        };
    }

    private static void Write(RequestJson input, TextToSpeechRequest request, FalSpeechModel model)
    {
        input.Add(model.Text, request.Text);
        input.AddIf(model.Temperature, request.Temperature);
        input.AddIf(model.Language, request.Language);
        input.AddIf(model.Instructions, request.Instructions);
        if (model.HasSettings)
        {
            WriteSettings(input, request);
            return;
        }

        input.AddIf(model.Voice, request.Voice);
        input.AddIf(model.Speed, request.Speed);
        input.AddIf(model.Format, request.Format?.Value);
        input.AddIf(model.SampleRate, request.SampleRate);
    }

    private static void WriteSettings(RequestJson input, TextToSpeechRequest request)
    {
        if (request.Voice is not null || request.Speed is not null)
        {
            input.Add("voice_setting", json =>
            {
                json.WriteStartObject();
                WriteText(json, "voice_id", request.Voice);
                WriteNumber(json, "speed", request.Speed);
                json.WriteEndObject();
            });
        }

        if (request.Format is not null || request.SampleRate is not null)
        {
            input.Add("audio_setting", json =>
            {
                json.WriteStartObject();
                WriteText(json, "format", request.Format?.Value);
                WriteNumber(json, "sample_rate", request.SampleRate);
                json.WriteEndObject();
            });
        }
    }

    private static void WriteText(Utf8JsonWriter json, string field, string? value)
    {
        if (value is not null)
        {
            json.WriteString(field, value);
        }
    }

    private static void WriteNumber(Utf8JsonWriter json, string field, double? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(field, number);
        }
    }

    private static void Warn(TaskContext<TextToSpeechRequest> context, FalSpeechModel model)
    {
        var request = context.Request;
        context.WarnIf(request.Voice is not null && model.Voice is null && !model.HasSettings, nameof(request.Voice), NotSent);
        context.WarnIf(request.Speed is not null && model.Speed is null && !model.HasSettings, nameof(request.Speed), NotSent);
        context.WarnIf(request.Temperature is not null && model.Temperature is null, nameof(request.Temperature), NotSent);
        context.WarnIf(request.Language is not null && model.Language is null, nameof(request.Language), NotSent);
        context.WarnIf(request.Instructions is not null && model.Instructions is null, nameof(request.Instructions), NotSent);
        context.WarnIf(request.Format is not null && model.Format is null && !model.HasSettings, nameof(request.Format), NotSent);
        context.WarnIf(request.SampleRate is not null && model.SampleRate is null && !model.HasSettings, nameof(request.SampleRate), NotSent);
    }
}
