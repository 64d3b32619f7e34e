using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using ProviderRouter.Providers;
using ProviderRouter.Tests.Testing;
using ProviderRouter.Transport;

namespace ProviderRouter.Tests.Transport;

/// <summary>Whatever code that reads an answer throws, a call fails in our words, with what was thrown inside.</summary>
public sealed class BareExceptionTests
{
    public static TheoryData<Exception> Bare =>
    [
        new HttpRequestException("x"), new IOException("x"), new JsonException("x"), new InvalidOperationException("x"), new KeyNotFoundException("x"), new NullReferenceException("x"),
        new FormatException("x"), new OverflowException("x"), new UriFormatException("x"), new IndexOutOfRangeException("x"), new InvalidCastException("x"), new NotSupportedException("x"), new DivideByZeroException("x"),
    ];

    public static TheoryData<Exception> OfReading => [.. Bare.Select(row => row.Data), new ArgumentOutOfRangeException("x"), new ArgumentException("x"), new DecoderFallbackException("x")];

    [Theory]
    [MemberData(nameof(OfReading))]
    public async Task SendAsync_ReaderThatThrows_IsABadResponse(Exception thrown)
    {
        foreach (var place in (string[])["read", "bytes", "open", "stream"])
        {
            var failure = await FailAsync(place, thrown);

            failure.Kind.Should().Be(ErrorKind.BadResponse, place);
            failure.StatusCode.Should().Be(HttpStatusCode.OK);
            failure.Attempts.Should().ContainSingle().Which.Error.Should().Be(ErrorKind.BadResponse);
            Causes(failure).Should().Contain(cause => cause.GetType() == thrown.GetType());
        }
    }

    [Theory]
    [MemberData(nameof(Bare))]
    public async Task SendAsync_HandlerThatThrows_IsAProviderFailureThatMayHaveCost(Exception thrown)
    {
        foreach (var place in (string[])["after", "first", "later"])
        {
            var failure = await FailAsync(place, thrown);

            (failure.Kind, failure.Provider, failure.Model, failure.MaybeExecuted).Should().Be((ErrorKind.Unknown, "own", "m", true), place);
            failure.Attempts.Should().ContainSingle();
            failure.InnerException.Should().BeSameAs(thrown);
        }
    }

    private static async Task<ProviderException> FailAsync(string place, Exception thrown)
    {
        using var router = new TestRouter(builder => builder.AddProvider<OwnOptions>("own", options => options.BaseAddress = new("https://own.example/"), context => new OwnProvider(context, place, thrown)));
        _ = new MediaWire(router, MediaWire.Json("{}"));
        var request = new RawRequest { Provider = "own", Model = "m", Input = new() };
        return await Assert.ThrowsAsync<ProviderException>(async () =>
        {
            if (place is "stream" or "first" or "later")
            {
                await router.Client.StreamAsync(InferenceTasks.RawStream, request, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
            }
            else
            {
                await router.Client.SendAsync(InferenceTasks.Raw, request, TestContext.Current.CancellationToken);
            }
        });
    }

    private static IEnumerable<Exception> Causes(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            yield return exception;
        }
    }

    public sealed class OwnOptions : ProviderOptions
    {
        protected internal override bool RequiresApiKey => false;
    }

    private sealed class OwnProvider(ProviderContext<OwnOptions> own, string place, Exception thrown) : IProvider, ITaskHandler<RawRequest, RawResponse>, IStreamingTaskHandler<RawRequest, RawUpdate>
    {
        private readonly ProviderTransport transport = own.CreateTransport();

        public string Name => own.Name;

        public TaskHandlerMap Handlers => new() { { InferenceTasks.Raw, this }, { InferenceTasks.RawStream, this } };

        public async Task<RawResponse> HandleAsync(TaskContext<RawRequest> context, CancellationToken cancellationToken)
        {
            var exchange = new JsonExchange("x", context, _ => { });
            _ = place switch
            {
                "open" => await transport.OpenAsync<bool>(context, exchange, (_, _) => throw thrown, cancellationToken),
                "read" => await transport.SendAsync<bool>(context, exchange, (_, _) => throw thrown, cancellationToken),
                "bytes" => await transport.SendAsync(context, exchange, (response, token) => response.ReadBytesAsync<bool>((_, _) => throw thrown, token), cancellationToken),
                _ => await transport.SendAsync(context, exchange, (response, token) => response.ReadBytesAsync((_, _) => true, token), cancellationToken),
            };
            throw thrown;
        }

        IAsyncEnumerable<RawUpdate> IStreamingTaskHandler<RawRequest, RawUpdate>.HandleAsync(TaskContext<RawRequest> context, CancellationToken cancellationToken) => StreamAsync(context, cancellationToken);

        private async IAsyncEnumerable<RawUpdate> StreamAsync(TaskContext<RawRequest> context, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            await transport.OpenAsync(context, new JsonExchange("x", context, _ => { }), (response, _) => place == "stream" ? throw thrown : Close(response), cancellationToken);
            if (place == "first")
            {
                throw thrown;
            }

            yield return new RawTextUpdate("a");
            throw thrown;
        }

        private static ValueTask<bool> Close(ProviderResponse response)
        {
            response.Dispose();
            return ValueTask.FromResult(true);
        }
    }
}
