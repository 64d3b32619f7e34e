using System.Globalization;
using System.Text;

namespace ProviderRouter.Emulator.Replicate.Predictions;

/// <summary>What a model prints while it runs: a first line, the progress of a loop, and the trace of a failure.</summary>
internal static class PredictionLog
{
    private const int UsualSteps = 4;
    private const int BarLength = 10;

    public static string Write(Prediction prediction, DateTimeOffset now)
    {
        var times = prediction.Times;
        var until = now < prediction.EndsAt ? now : prediction.EndsAt;
        if (until < times.Started)
        {
            return string.Empty;
        }

        var log = new StringBuilder("This prediction is synthetic; it comes from the ProviderRouter emulator.\n");
        if (prediction.Output is null or { Files.Count: > 0 })
        {
            WriteProgress(log, Steps(prediction), until >= times.Completed && prediction.Failure is null ? 1 : times.Share(until));
        }

        if (prediction.Status(now) == "failed")
        {
            log.Append("Traceback (most recent call last):\n  File \"/src/predict.py\", line 42, in predict\n    raise RuntimeError(message)\nRuntimeError: ")
                .Append(prediction.Failure).Append('\n');
        }

        return log.ToString();
    }

    /// <summary>Lines as tqdm prints them; a loop that breaks off stops short of its end.</summary>
    private static void WriteProgress(StringBuilder log, int steps, double share)
    {
        for (var step = 0; step <= (int)(share * steps); step++)
        {
            var bar = new string('█', step * BarLength / steps).PadRight(BarLength);
            log.Append(CultureInfo.InvariantCulture, $"{step * 100 / steps,3}%|{bar}| {step}/{steps} [00:{step / 4:00}<00:{(steps - step) / 4:00}, 4.00it/s]\n");
        }
    }

    private static int Steps(Prediction prediction)
    {
        foreach (var name in (string[])["num_inference_steps", "steps", "sample_steps", "infer_steps"])
        {
            if (prediction.Input.TryGetProperty(name, out var given) && given.TryGetInt32(out var steps))
            {
                return Math.Max(1, steps);
            }

            if (prediction.Model.Input.TryGetValue(name, out var field) && field.Default is { } usual)
            {
                return usual.GetInt32();
            }
        }

        return UsualSteps;
    }
}
