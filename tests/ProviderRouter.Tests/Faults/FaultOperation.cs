using System.Text;
using Microsoft.Extensions.DependencyInjection;
using ProviderRouter.Providers;

namespace ProviderRouter.Tests.Faults;

/// <summary>What is asked of the servers of a case, and how they answer it when nothing is wrong.</summary>
internal abstract class FaultOperation(string name, string heading)
{
    /// <summary>What no server but the one that is asked may see, and no message may show.</summary>
    public const string Prompt = "canary prompt 8f1c";

    /// <summary>A file, packed as answers hold it.</summary>
    protected const string Base64 = "AQIDBAUGBwgJCgsMDQ4PEA==";

    /// <summary>The same file as <see cref="Answer"/> tells it.</summary>
    protected const string Png = "0102030405060708090A0B0C0D0E0F10";

    /// <summary>The name in the names of cases.</summary>
    public string Name => name;

    /// <summary>The name in the table for users.</summary>
    public string Heading => heading;

    /// <summary>The task's right answer, as <see cref="PlayAsync"/> tells it.</summary>
    public abstract string Answer { get; }

    /// <summary>Whether the exchange only reads, so that it is none of the call's attempts and no other server can be asked.</summary>
    public virtual bool IsRead => false;

    public virtual string ContentType => "application/json";

    /// <summary>The body of the right answer to the request that the case is about.</summary>
    public abstract byte[] Body(FaultServer server);

    public FaultScript Good(FaultServer server) => new FaultScript().Send(FaultHttp.Whole(200, ContentType, Body(server)));

    /// <summary>Whether a request is the one that the case is about.</summary>
    public virtual bool IsMain(FaultRequest request) => true;

    /// <summary>Scripts what goes before and after the request that the case is about.</summary>
    public virtual void Prepare(FaultServer server)
    {
    }

    public virtual void AddProvider(IInferenceRoutingBuilder builder, string provider, FaultServer server, string scheme, string key, Action<ProviderOptions> configure) =>
        builder.AddOpenAICompatible(provider, options =>
        {
            (options.BaseAddress, options.ApiKey) = (server.Address(scheme, "v1"), key);
            configure(options);
        });

    /// <summary>Does the call; the answer as a text.</summary>
    /// <exception cref="InferenceException">It failed.</exception>
    public abstract Task<FaultReport> PlayAsync(IInferenceClient client, FaultSignals signals, CancellationToken cancellationToken);

    protected static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    public override string ToString() => name;
}
