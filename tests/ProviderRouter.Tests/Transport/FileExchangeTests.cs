using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using ProviderRouter.Providers;
using ProviderRouter.Routing;
using ProviderRouter.Tests.Testing;
using ProviderRouter.Transport;
using RichardSzalay.MockHttp;

namespace ProviderRouter.Tests.Transport;

/// <summary>Exchanges that send files: forms, and bodies that are a file.</summary>
public sealed class FileExchangeTests : IDisposable
{
    private readonly JumpingTime time = new();
    private readonly TestRouter router;
    private readonly List<(HttpMethod Method, string Type, long? Length, byte[] Body)> sent = [];
    private readonly Queue<HttpStatusCode> statuses = new();
    private Func<CancellationToken, Task> receiving = _ => Task.CompletedTask;

    public FileExchangeTests()
    {
        router = new(builder => builder.AddProvider<OwnOptions>("own", options => options.BaseAddress = new("https://own.example/v1/"), context => new OwnProvider(context)), TestRouter.WithKeys(), time);
        router.Http.When("*").Respond(async request =>
        {
            var content = request.Content!;
            sent.Add((request.Method, content.Headers.ContentType!.ToString(), content.Headers.ContentLength, await content.ReadAsByteArrayAsync()));
            await receiving(CancellationToken.None);
            return new(statuses.TryDequeue(out var status) ? status : HttpStatusCode.OK) { Content = new StringContent("{}") };
        });
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => router.Dispose();

    [Fact]
    public async Task SendAsync_Form_HoldsWhatIsSetOnceAndTheCallersOwnFields()
    {
        await SendAsync("form", MediaContent.FromBytes(new byte[] { 1, 2, 3 }, "audio/wav"), """{"language":"de","list":["a",{"b":1}],"flag":true,"model":"theirs"}""");

        var body = Encoding.Latin1.GetString(sent[0].Body);
        var boundary = sent[0].Type["multipart/form-data; boundary=".Length..];
        boundary.Should().NotContain("\"");
        body.Split($"--{boundary}").Select(part => part.Trim()).Should().Equal(
            "",
            "Content-Disposition: form-data; name=\"model\"\r\n\r\nours",
            "Content-Disposition: form-data; name=\"prompt\"\r\n\r\nGrüße".Replace("ü", "Ã¼", StringComparison.Ordinal).Replace("ß", "Ã\u009f", StringComparison.Ordinal),
            "Content-Disposition: form-data; name=\"steps\"\r\n\r\n4",
            "Content-Disposition: form-data; name=\"temperature\"\r\n\r\n0.5",
            "Content-Disposition: form-data; name=\"translate\"\r\n\r\ntrue",
            "Content-Type: audio/wav\r\nContent-Length: 3\r\nContent-Disposition: form-data; name=\"file\"; filename=\"file.wav\"\r\n\r\n\u0001\u0002\u0003",
            "Content-Disposition: form-data; name=\"language\"\r\n\r\nde",
            "Content-Disposition: form-data; name=\"list\"\r\n\r\na",
            "Content-Disposition: form-data; name=\"list\"\r\n\r\n{\"b\":1}",
            "Content-Disposition: form-data; name=\"flag\"\r\n\r\ntrue",
            "--");
        sent[0].Length.Should().Be(sent[0].Body.Length);
    }

    [Theory]
    [InlineData("speech.wav", "speech.wav")]
    [InlineData("a\"b\r\nc: d.wav", "a_b__c__d.wav")]
    [InlineData("Größe 1.wav", "Gr__e_1.wav")]
    public async Task SendAsync_NameOfAFile_CannotEndTheHeader(string name, string shown)
    {
        await SendAsync("form", MediaContent.FromStream(new MemoryStream([1]), "audio/wav", name));

        Encoding.UTF8.GetString(sent[0].Body).Should().Contain($"filename=\"{shown}\"\r\n");
    }

    [Fact]
    public async Task SendAsync_BodyThatIsAFile_IsItsBytesWithItsTypeAndLength()
    {
        await SendAsync("media", MediaContent.FromBytes(new byte[] { 1, 2, 3 }, "audio/flac"));

        sent.Should().ContainSingle().Which.Should().BeEquivalentTo((HttpMethod.Put, "audio/flac", 3L, new byte[] { 1, 2, 3 }));
    }

    [Theory]
    [InlineData("form")]
    [InlineData("media")]
    public async Task SendAsync_SecondAttempt_ReadsTheFileFromItsStart(string kind)
    {
        statuses.Enqueue(HttpStatusCode.TooManyRequests);
        using var stream = new MemoryStream([9, .. Enumerable.Range(0, 200).Select(number => (byte)number)]) { Position = 1 };

        await SendAsync(kind, MediaContent.FromStream(stream, "audio/wav"));

        sent.Should().HaveCount(2);
        foreach (var request in sent)
        {
            request.Body.AsSpan().IndexOf(Enumerable.Range(0, 200).Select(number => (byte)number).ToArray()).Should().BeGreaterThanOrEqualTo(0);
        }

        sent[1].Length.Should().Be(sent[0].Length);
        stream.CanRead.Should().BeTrue("it is the caller's");
    }

    [Theory]
    [InlineData("form", 600, null)]
    [InlineData("media", 600, null)]
    [InlineData("json", 61, ErrorCodes.AttemptTimeout)]
    [InlineData("held", 89, null)]
    [InlineData("held", 91, ErrorCodes.AttemptTimeout)]
    public async Task SendAsync_LongerThanAnAttemptMayTake_OnlyAFileOrWhatIsHeldGoesOn(string kind, int seconds, string? code)
    {
        receiving = token =>
        {
            time.Advance(TimeSpan.FromSeconds(seconds));
            return Task.Delay(20, token);
        };

        if (code is null)
        {
            await SendAsync(kind, MediaContent.FromBytes(new byte[3], "audio/wav"));
        }
        else
        {
            (await FluentActions.Awaiting(() => SendAsync(kind, MediaContent.FromBytes(new byte[3], "audio/wav"))).Should().ThrowAsync<ProviderException>()).Which.ErrorCode.Should().Be(code);
        }
    }

    private Task<RawResponse> SendAsync(string kind, MediaContent file, string parameters = "{}")
    {
        OwnProvider.File.Value = file;
        return router.Client.RunAsync(
            new()
            {
                Model = "m",
                Provider = "own",
                Path = kind,
                Input = [],
                ProviderParameters = new Dictionary<string, System.Text.Json.Nodes.JsonObject> { ["own"] = System.Text.Json.Nodes.JsonNode.Parse(parameters)!.AsObject() },
            },
            Token);
    }

    private sealed class OwnOptions : ProviderOptions
    {
        protected internal override bool RequiresApiKey => false;
    }

    private sealed class OwnProvider(ProviderContext<OwnOptions> own) : IProvider, ITaskHandler<RawRequest, RawResponse>
    {
        private readonly ProviderTransport transport = own.CreateTransport();

        public static AsyncLocal<MediaContent> File { get; } = new();

        public string Name => own.Name;

        public TaskHandlerMap Handlers => new() { { InferenceTasks.Raw, this } };

        public async Task<RawResponse> HandleAsync(TaskContext<RawRequest> context, CancellationToken cancellationToken)
        {
            var file = await InputMedia.ReadyAsync(context, File.Value!, own.Downloader, 1000, cancellationToken);
            await transport.SendAsync(context, Exchange(context, file), (response, token) => response.ReadBytesAsync((_, _) => true, token), cancellationToken);
            return new();
        }

        private static Exchange Exchange(TaskContext<RawRequest> context, InputMedia file)
        {
            if (context.Request.Path == "media")
            {
                return new MediaExchange(HttpMethod.Put, "upload", file) { Kind = ExchangeKind.Submit };
            }

            if (context.Request.Path is "json" or "held")
            {
                return new JsonExchange("upload", context, _ => { }) { Kind = ExchangeKind.Submit, Headers = context.Request.Path == "held" ? [new("Prefer", "wait")] : [] };
            }

            var form = new FormExchange("upload", context) { Kind = ExchangeKind.Submit };
            form.AddFixed("model", "ours");
            form.Add("language", "en");
            form.Add("prompt", "Grüße");
            form.Add("steps", 4);
            form.Add("temperature", 0.5);
            form.Add("translate", true);
            form.Add("unset", (string?)null);
            form.Add("unset", (long?)null);
            form.Add("file", file);
            form.AddParameters("model");
            return form;
        }
    }
}
