using System.Text.Json;
using System.Text.Json.Nodes;
using ProviderRouter.Emulator.Fal.Models;
using ProviderRouter.Emulator.Fal.Schemas;
using ProviderRouter.Emulator.Http;
using ProviderRouter.Emulator.Media;

namespace ProviderRouter.Emulator.Fal.Outputs;

/// <summary>
/// Runs a model. It checks the input only now, as a runner does: the queue takes anything and tells of a bad input in the job's result.
/// </summary>
internal static class FalRunner
{
    public static FalOutcome Run(FalModel model, FalBody body, FalSite site)
    {
        try
        {
            var call = Read(model, body, site);
            var (output, units) = Make(call);
            return FalOutcome.Success(output, units) with
            {
                // Some outputs get through the queue but not into a webhook.
                FitsWebhooks = !call.Input.Prompt.Contains("not serializable", StringComparison.OrdinalIgnoreCase),
            };
        }
        catch (WireException error)
        {
            return FalOutcome.Failure(error);
        }
    }

    /// <summary>Reads and checks a request, or throws the model's refusal.</summary>
    public static FalCall Read(FalModel model, FalBody body, FalSite site)
    {
        var root = body.Parse();
        JsonArray problems = [];
        model.Schema.Check(root, ["body"], problems);
        if (problems.Count > 0)
        {
            throw FalErrors.Invalid([.. problems.Select(problem => problem!.DeepClone())]);
        }

        var input = new FalInput(root, model.Schema);
        CheckContent(input);
        var sources = new FalSources(site.Files, site.Cdn, site.Now).ReadAll(model.Schema, input);
        return new FalCall(model, input, StableHash.Of(body.Content.Span), sources, site);
    }

    private static (JsonNode Output, double Units) Make(FalCall call) => call.Model.Output switch
    {
        FalOutput.Images or FalOutput.PlainImages or FalOutput.Image => FalPictures.Make(call),
        FalOutput.Video => FalVideos.Make(call),
        FalOutput.Speech or FalOutput.TimedSpeech or FalOutput.Audio or FalOutput.AudioFile or FalOutput.AudioAddress => FalSounds.Make(call),
        FalOutput.Transcript => FalTranscripts.Make(call),
        _ => FalTexts.Make(call),
    };

    /// <summary>Words of the prompt that bring about what a model does with some inputs.</summary>
    private static void CheckContent(FalInput input)
    {
        if (input.Prompt.Contains("forbidden content", StringComparison.OrdinalIgnoreCase))
        {
            throw FalErrors.Invalid(FalErrors.Problem(
                "content_policy_violation",
                "The content could not be processed because it contained material flagged by a content checker.",
                ["body", input.PromptField!],
                input.Prompt));
        }

        if (input.Prompt.Contains("please fail", StringComparison.OrdinalIgnoreCase))
        {
            throw FalErrors.Failed(500, "Internal server error", "internal_server_error", FalInput.Node(input.Root), isRetryable: false);
        }

        if (input.Value("loras") is { ValueKind: JsonValueKind.Array } loras
            && loras.EnumerateArray().Any(lora => lora.GetProperty("path").GetString()!.Contains("incompatible", StringComparison.OrdinalIgnoreCase)))
        {
            // Some models say it in one text where others give a list.
            throw FalErrors.Text(422, "Target modules {'single_transformer_blocks.0.attn.to_k'} not found in the base model.");
        }
    }
}
