using ProviderRouter.Emulator.Replicate.Models;

namespace ProviderRouter.Emulator.Replicate.Predictions;

/// <summary>
/// What the text of an input asks of the emulator: <c>please fail</c> ends in a failure, <c>nsfw</c> in a refusal, <c>cold boot</c> takes long to start,
/// <c>please abort</c> never starts, <c>run forever</c> meets Replicate's own limit, <c>unknown status</c> shows a status that no list names.
/// </summary>
/// <param name="Failure">The error it ends with.</param>
/// <param name="IsColdBoot">Whether a machine has to be started first.</param>
/// <param name="IsAborted">Whether it is taken out of the queue before its start.</param>
/// <param name="IsEndless">Whether it runs until it is stopped.</param>
/// <param name="HasOddStatus">Whether its status is one that came after the client was written.</param>
internal sealed record PredictionScript(string? Failure, bool IsColdBoot, bool IsAborted, bool IsEndless, bool HasOddStatus)
{
    public static PredictionScript Of(ReplicateModel model, string prompt)
    {
        return new PredictionScript(Error(), Says("cold boot"), Says("please abort"), Says("run forever"), Says("unknown status"));

        bool Says(string words) => prompt.Contains(words, StringComparison.OrdinalIgnoreCase);

        string? Error() => Says("please fail") ? "The emulated model fails because the prompt asks it to."
            : !Says("nsfw") ? null
            : model.Input.ContainsKey("safety_tolerance") ? "The input or output was flagged as sensitive. Please try again with different inputs. (E005)"
            : "NSFW content detected. Try running it again, or try a different prompt.";
    }
}
