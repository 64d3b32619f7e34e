using ProviderRouter.Providers;
using ProviderRouter.Resilience;

namespace ProviderRouter.Routing;

/// <summary>
/// The rules of the router. Bound from the configuration section <c>InferenceRouting</c>; providers have sections of their own below
/// <c>InferenceRouting:Providers:&lt;name&gt;</c>.
/// </summary>
public sealed class InferenceRoutingOptions
{
    private readonly List<Action<string, ProviderOptions>> providerOverrides = [];

    /// <summary>The order in which resolvers are asked, by name: <c>explicit</c>, <c>task</c>, <c>pattern</c>, and those added by the application.</summary>
    /// <value>Default: null, which means resolvers added by the application, then explicit, task, pattern.</value>
#pragma warning disable CA2227 // null says "the usual order", which an empty list could not
    public IList<string>? Resolvers { get; set; }
#pragma warning restore CA2227

    /// <summary>
    /// Models, or globs of models, mapped to candidates in order: each <c>provider</c>, or <c>provider:model</c> with that provider's own id.
    /// An exact id beats a glob, a longer glob a shorter one.
    /// </summary>
    /// <value>Default: empty; the catalog maps the popular models.</value>
    public IDictionary<string, IList<string>> Models { get; } = new Dictionary<string, IList<string>>(StringComparer.OrdinalIgnoreCase);

    /// <summary>By the Hugging Face id of a task: where it goes when nothing is known of the model, and the model of requests that name none.</summary>
    /// <value>Default: empty, which leaves the built-in rules.</value>
    public IDictionary<string, TaskRoute> Tasks { get; } = new Dictionary<string, TaskRoute>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Rules of the last resort, asked in order before the built-in families of names.</summary>
    /// <value>Default: empty.</value>
    public IList<PatternRoute> Patterns { get; } = [];

    /// <summary>How often and how soon a failed exchange is tried again.</summary>
    public RetryOptions Retry { get; } = new();

    /// <summary>When a target that fails is left alone for a while.</summary>
    public CircuitBreakerOptions CircuitBreaker { get; } = new();

    /// <summary>How many retries a target gets on top of its calls.</summary>
    public RetryBudgetOptions RetryBudget { get; } = new();

    /// <summary>How many exchanges with one target run at once.</summary>
    public ConcurrencyOptions Concurrency { get; } = new();

    /// <summary>Whether a slow exchange gets a rival.</summary>
    public HedgingOptions Hedging { get; } = new();

    /// <summary>The most time for a whole call, from 10 milliseconds to 24 hours; it holds for every task.</summary>
    /// <value>Default: null, which means 5 minutes for an answer, 10 for a stream, 30 for images, sounds, videos and transcripts.</value>
    public TimeSpan? CallTimeout { get; set; }

    /// <summary>Whether only the first candidate is asked; it binds streams too.</summary>
    /// <value>Default: false.</value>
    public bool DisableFallbacks { get; set; }

    /// <summary>Whether a refused key (401, 403) lets the next candidate be asked, unless a job was accepted before. Off, so that a wrong key is seen and not hidden.</summary>
    /// <value>Default: false.</value>
    public bool FallbackOnRefusedKey { get; set; }

    /// <summary>Whether a refusal by a content policy lets the next candidate be asked; that of a job never does.</summary>
    /// <value>Default: false.</value>
    public bool AllowContentPolicyFallback { get; set; }

    /// <summary>
    /// Whether the next candidate goes on when a stream breaks in mid-answer; an update announces that another one begins. Off, the break is a
    /// <see cref="StreamInterruptedException"/> with the text so far.
    /// </summary>
    /// <value>Default: false.</value>
    public bool StreamResume { get; set; }

    /// <summary>Whether <c>.env.local</c>, then <c>.env</c>, are searched for keys.</summary>
    /// <value>Default: true.</value>
    public bool ReadDotEnv { get; set; } = true;

    /// <summary>The folder of <c>.env.local</c>.</summary>
    /// <value>Default: null, which means the host's content root, or the current directory without a host.</value>
    public string? ContentRoot { get; set; }

    /// <summary>Private <c>host:port</c> pairs from which outputs may be downloaded, over http as well: local servers, the emulator.</summary>
    /// <value>Default: empty; only public https addresses are opened.</value>
    public IList<string> AllowedPrivateHosts { get; } = [];

    internal IReadOnlyList<Action<string, ProviderOptions>> ProviderOverrides => providerOverrides;

    /// <summary>Sets something on the options of every provider, after all other sources and before keys are searched for.</summary>
    /// <param name="configure">Gets the instance name and the options.</param>
    public void ConfigureProviders(Action<string, ProviderOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        providerOverrides.Add(configure);
    }
}
