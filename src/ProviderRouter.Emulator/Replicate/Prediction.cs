using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ProviderRouter.Emulator.Media;

namespace ProviderRouter.Emulator.Replicate;

/// <summary>One prediction. Its state follows from the time that has passed; nothing runs in between.</summary>
internal sealed class Prediction(string id, ReplicateModel model, string version, JsonElement input, PredictionTimes times)
{
    private DateTimeOffset? _canceledAt;

    public string Id { get; } = id;

    public ReplicateModel Model { get; } = model;

    public string Version { get; } = version;

    public JsonElement Input { get; } = input;

    public PredictionTimes Times { get; } = times;

    public PredictionResult Result { get; } = PredictionResult.Create(model, input);

    /// <summary>When it ends: as planned, by cancellation or at its deadline.</summary>
    public DateTimeOffset EndsAt => _canceledAt ?? (Times.Deadline < Times.Completed ? Times.Deadline.Value : Times.Completed);

    public void Cancel(DateTimeOffset now)
    {
        if (now < EndsAt)
        {
            _canceledAt = now;
        }
    }

    public string Status(DateTimeOffset now)
    {
        if (now < EndsAt)
        {
            return now < Times.Started ? "starting" : "processing";
        }

        if (_canceledAt is not null)
        {
            return "canceled";
        }

        if (EndsAt < Times.Completed)
        {
            return EndsAt < Times.Started ? "aborted" : "canceled";
        }

        return Result.Failure is null ? "succeeded" : "failed";
    }

    /// <summary>Pieces that are there already: all at the end, a growing share of a text before it.</summary>
    public JsonNode? Output(DateTimeOffset now, Func<string, string> link)
    {
        var status = Status(now);
        if (status == "succeeded")
        {
            return Result.Output(Id, link);
        }

        var share = (now - Times.Started) / (Times.Completed - Times.Started);
        var count = status == "processing" && Result.Failure is null ? (int)(Result.Tokens.Count * share) : 0;
        return count > 0 ? new JsonArray([.. Result.Tokens.Take(count).Select(token => (JsonNode)token)]) : null;
    }

    /// <summary>Progress lines as a denoising loop prints them.</summary>
    public string Logs(DateTimeOffset now)
    {
        if (now < Times.Started)
        {
            return string.Empty;
        }

        var log = new StringBuilder("This prediction is synthetic; it comes from the ProviderRouter emulator.\n");
        if (Model.Kind is OutputKind.Pictures or OutputKind.OnePicture)
        {
            var share = Math.Clamp((now - Times.Started) / (Times.Completed - Times.Started), 0, 1);
            for (var step = 0; step <= (int)(share * 4); step++)
            {
                log.Append(CultureInfo.InvariantCulture, $"{step * 25,3}%|{new string('█', step * 2),-8}| {step}/4 [00:0{step}<00:0{4 - step}, 4.00it/s]\n");
            }
        }

        return log.ToString();
    }
}

/// <summary>When a prediction was created, when it starts and ends, and when it must have ended.</summary>
internal sealed record PredictionTimes(DateTimeOffset Created, DateTimeOffset Started, DateTimeOffset Completed, DateTimeOffset? Deadline);
