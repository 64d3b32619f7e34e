using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using ProviderRouter.Protocols.OpenAI;
using ProviderRouter.Providers;
using ProviderRouter.Providers.OpenAICompatible;
using ProviderRouter.Routing;
using ProviderRouter.Transport;
using RichardSzalay.MockHttp;

namespace ProviderRouter.Tests.Testing;

/// <summary>A server of OpenAI's protocol behind the real transport: says what it is told to, keeps what it was sent.</summary>
internal sealed class OpenAIServer : IDisposable
{
    public const string Name = "local";
    public const string Key = "sk-canary-1234567890abcdef";

    private readonly TestRouter router;
    private Func<HttpResponseMessage> answer = () => new(HttpStatusCode.NotImplemented);

    /// <summary>Makes a server.</summary>
    /// <param name="configure">Changes the options of the provider that speaks to it.</param>
    /// <param name="routing">Changes the router.</param>
    /// <param name="dialect">The dialect that is spoken to it, in place of the one that the options make.</param>
    public OpenAIServer(Action<OpenAICompatibleOptions>? configure = null, Action<IInferenceRoutingBuilder>? routing = null, OpenAIDialect? dialect = null)
    {
        void Configure(OpenAICompatibleOptions options)
        {
            (options.BaseAddress, options.ApiKey) = (new("https://local.test/v1"), Key);
            configure?.Invoke(options);
        }

        router = new(
            builder =>
            {
                if (dialect is not null)
                {
                    builder.AddProvider<OpenAICompatibleOptions>(Name, Configure, context => new DialectProvider(dialect, context.CreateTransport(), context.Downloader));
                }
                else
                {
                    builder.AddOpenAICompatible(Name, Configure);
                }

                builder.Services.Configure<InferenceRoutingOptions>(options => options.Retry.MaxAttempts = 1);
                routing?.Invoke(builder);
            },
            TestRouter.WithKeys());
        router.Http.When("*").Respond(request =>
        {
            var sent = SentRequest.Of(request);
            lock (Sent)
            {
                Sent.Add(sent);
            }

            return answer();
        });
    }

    public IInferenceClient Client => router.Client;

    public List<SentRequest> Sent { get; } = [];

    public OpenAIServer Answers(string body, HttpStatusCode status = HttpStatusCode.OK, string contentType = "application/json") =>
        Answers(Encoding.UTF8.GetBytes(body), status, contentType);

    public OpenAIServer Answers(byte[] body, HttpStatusCode status = HttpStatusCode.OK, string contentType = "application/json")
    {
        answer = () => new(status) { Content = Typed(new ByteArrayContent(body), contentType) };
        return this;
    }

    /// <summary>Answers anything at all.</summary>
    public OpenAIServer Answers(Func<HttpResponseMessage> response)
    {
        answer = response;
        return this;
    }

    public OpenAIServer Streams(Func<Stream> body, string contentType = "text/event-stream")
    {
        answer = () => new(HttpStatusCode.OK) { Content = Typed(new StreamContent(body()), contentType) };
        return this;
    }

    public OpenAIServer Streams(params string[] events) => Streams(() => new MemoryStream(Encoding.UTF8.GetBytes(Framed(events))));

    /// <summary>Events as the wire frames them.</summary>
    public static string Framed(params string[] events) => string.Concat(events.Select(data => $"data: {data}\n\n"));

    /// <summary>A chunk with a delta.</summary>
    public static string Delta(string delta, string? finishReason = null) =>
        $$"""{"id":"c1","choices":[{"index":0,"delta":{{delta}},"finish_reason":{{(finishReason is null ? "null" : $"\"{finishReason}\"")}}}]}""";

    public void Dispose() => router.Dispose();

    private sealed class DialectProvider(OpenAIDialect dialect, ProviderTransport transport, MediaDownloader downloader) : IProvider
    {
        string IProvider.Name => Name;

        public TaskHandlerMap Handlers { get; } = OpenAIHandlers.Create(transport, dialect, downloader, []);

        public IModelLister Models { get; } = new OpenAIModelLister(transport, dialect);
    }

    private static HttpContent Typed(HttpContent content, string contentType)
    {
        content.Headers.ContentType = contentType.Length == 0 ? null : MediaTypeHeaderValue.Parse(contentType);
        return content;
    }
}
