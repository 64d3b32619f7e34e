using System.Globalization;

namespace ProviderRouter.Providers.Replicate.Inputs;

/// <summary>The images of an edit: the one that is changed, those to draw on, the mask; each in the input where the model wants it.</summary>
internal sealed class ReplicateEditImages(ReplicateInputFiles files, TaskContext<ImageToImageRequest> context, ReplicateInputWriter input)
{
    // Of a model of which nothing is known, Hugging Face's clients send the image under all four. Source: wire notes of Replicate, §10.
    private static readonly ReplicateInput[] Guesses =
    [
        new("image"),
        new("input_image"),
        new("images") { Kind = ReplicateInputKind.List },
        new("input_images") { Kind = ReplicateInputKind.List },
    ];

    private readonly ImageToImageRequest request = context.Request;

    /// <summary>Adds them.</summary>
    /// <exception cref="ProviderException">The model takes no image, or no mask, without which something else would be changed; or a file is not fit.</exception>
    public async ValueTask AddAsync(CancellationToken cancellationToken)
    {
        var target = input.Require(ReplicateFields.Image, "image", ReplicateInputKind.File);
        var mask = request.Mask is null ? null : input.Require(ReplicateFields.Mask, "mask");
        var image = await files.ReadyAsync(context, request.Image, cancellationToken).ConfigureAwait(false);
        if (!input.Inputs.AreKnown || target.Kind == ReplicateInputKind.List)
        {
            ReplicateFile[] all = [image, .. await ReadyAsync(request.References.Count, cancellationToken).ConfigureAwait(false)];
            foreach (var place in input.Inputs.AreKnown ? [target] : Guesses)
            {
                input.Put(place, all);
            }
        }
        else
        {
            input.Put(target, image);
            await AddReferencesAsync(target, cancellationToken).ConfigureAwait(false);
        }

        if (mask is not null)
        {
            input.Put(mask, await files.ReadyAsync(context, request.Mask!, cancellationToken).ConfigureAwait(false));
        }
    }

    private async ValueTask AddReferencesAsync(ReplicateInput target, CancellationToken cancellationToken)
    {
        var places = Following(target).ToList();
        if (places.Count == 0 && input.Find(ReplicateFields.References) is { } other)
        {
            places.Add(other);
        }

        var isList = places is [{ Kind: ReplicateInputKind.List }];
        var count = isList ? request.References.Count : Math.Min(places.Count, request.References.Count);
        var references = await ReadyAsync(count, cancellationToken).ConfigureAwait(false);
        if (isList && count > 0)
        {
            input.Put(places[0], references);
        }
        else
        {
            foreach (var (place, reference) in places.Zip(references))
            {
                input.Put(place, reference);
            }
        }

        input.LoseIf(count < request.References.Count, nameof(request.References));
    }

    // image, image_2, image_3; or image_1, image_2.
    private IEnumerable<ReplicateInput> Following(ReplicateInput target)
    {
        var stem = target.Name.EndsWith("_1", StringComparison.Ordinal) ? target.Name[..^2] : target.Name;
        for (var number = 2; (Named("_", number) ?? Named("", number)) is { } next; number++)
        {
            yield return next;
        }

        ReplicateInput? Named(string joint, int number) => input.Inputs.Named(string.Create(CultureInfo.InvariantCulture, $"{stem}{joint}{number}"));
    }

    private async ValueTask<List<ReplicateFile>> ReadyAsync(int count, CancellationToken cancellationToken)
    {
        var ready = new List<ReplicateFile>(count);
        foreach (var reference in request.References.Take(count))
        {
            ready.Add(await files.ReadyAsync(context, reference, cancellationToken).ConfigureAwait(false));
        }

        return ready;
    }
}
