namespace ProviderRouter.Protocols.OpenAI;

/// <summary>An event is an error; whoever reads the stream turns it, with its bytes, into a <see cref="ProviderException"/>.</summary>
#pragma warning disable CA1064, CA1032, RCS1194 // never leaves the protocol
internal sealed class StreamErrorException() : Exception("An event of the stream is an error.");
#pragma warning restore CA1064, CA1032, RCS1194
