using ProviderRouter.Providers.Replicate.Inputs;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.Replicate;

/// <summary>What models at Replicate that see have in common: they describe an image, or answer a question about one. Source: wire notes of the media tasks, §7.</summary>
internal static class ReplicateSight
{
    private const string Describe = "Describe this image.";

    // What a model answers begins with what it is, at some.
    private static readonly string[] Heads = ["Caption:", "Answer:"];

    /// <summary>Adds the image, and what is wanted of it.</summary>
    /// <param name="way">The way to Replicate.</param>
    /// <param name="context">The call.</param>
    /// <param name="image">The image.</param>
    /// <param name="setting">The request's property that holds the question.</param>
    /// <param name="question">The question, or what a description shall tell; null for any description.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ProviderException">The model takes no image or no question, or the image is not fit.</exception>
    public static async ValueTask<ReplicateInputWriter> BeginAsync(
        ReplicateWay way, TaskContext context, MediaContent image, string setting, string? question, CancellationToken cancellationToken)
    {
        var input = await way.BeginAsync(context, cancellationToken).ConfigureAwait(false);
        var place = input.Require(ReplicateTextFields.Image, "image", ReplicateInputKind.File);
        input.Put(place, await way.InputFiles.ReadyAsync(context, image, cancellationToken).ConfigureAwait(false));
        if (question is null)
        {
            AskForDescription(input, setting);
            return input;
        }

        input.Put(setting, input.Require(ReplicateTextFields.Question, "question", ReplicateInputKind.Text), question);
        if (input.Find(ReplicateTextFields.Task) is { Values.Count: > 0 } task && task.Match("visual_question_answering", "vqa", "question_answering") is { } word)
        {
            input.Put(setting, task, word);
        }

        return input;
    }

    /// <summary>What the model said.</summary>
    public static string TextOf(ReplicatePrediction prediction)
    {
        var text = ReplicateChat.TextOf(prediction.Output).Trim();
        foreach (var head in Heads)
        {
            if (text.StartsWith(head, StringComparison.OrdinalIgnoreCase))
            {
                return text[head.Length..].TrimStart();
            }
        }

        return text;
    }

    // Some describe unless they are asked, some when they are told to, some have to be asked.
    private static void AskForDescription(ReplicateInputWriter input, string setting)
    {
        if (input.Find(ReplicateTextFields.Caption) is { Kind: ReplicateInputKind.Flag } flag)
        {
            input.Put(setting, flag, true);
        }
        else if (input.Find(ReplicateTextFields.Question) is { IsRequired: true, Default: null } prompt)
        {
            input.Put(setting, prompt, Describe);
        }
    }
}
