using ProviderRouter.Transport;

namespace ProviderRouter.Providers.Together;

/// <summary>What both tasks make of a video that is done.</summary>
internal static class TogetherVideoAnswer
{
    /// <summary>The video, to be fetched when it is read.</summary>
    public static MediaContent FileOf(TaskContext context, MediaDownloader downloader, TogetherVideo state)
    {
        var known = Uri.TryCreate(state.Address, UriKind.Absolute, out var address) ? MediaTypes.FromFileName(address.AbsolutePath) : null;
        return downloader.Reference(context.Provider, state.Address!, known ?? "video/mp4"); // what Together makes unless told otherwise
    }

    /// <summary>What it consumed and cost.</summary>
    public static ResponseInfo InfoOf(TogetherVideo state) => new()
    {
        CostUsd = state.CostUsd,
        Usage = new() { Videos = 1, VideoSeconds = state.Seconds },
    };
}
