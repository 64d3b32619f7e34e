namespace ProviderRouter.Providers.Together;

/// <summary>Images from texts at Together.</summary>
internal sealed class TogetherTextToImage(TogetherImages images) : ITaskHandler<TextToImageRequest, TextToImageResponse>
{
    public async Task<TextToImageResponse> HandleAsync(TaskContext<TextToImageRequest> context, CancellationToken cancellationToken)
    {
        var made = await images.MakeAsync(
            context, TogetherImageModel.Of(context.Model), TogetherImageSettings.Of(context.Request), inputs: null, cancellationToken).ConfigureAwait(false);
        return new() { Images = made.Images, Info = new() { Usage = made.Usage } };
    }
}
