using System.Diagnostics.CodeAnalysis;
using ProviderRouter;
using ProviderRouter.DependencyInjection;
using ProviderRouter.Routing;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Changes the rules by which the router chooses.</summary>
public static class RouteBuilderExtensions
{
    /// <summary>Sends a task to a provider when nothing is known of the model.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="task">The task.</param>
    /// <param name="provider">The provider's instance name.</param>
    /// <param name="model">The model of requests that name none; null leaves the built-in choice.</param>
    public static IInferenceRoutingBuilder MapTask(this IInferenceRoutingBuilder builder, InferenceTask task, string provider, string? model = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(task);
        ArgumentException.ThrowIfNullOrWhiteSpace(provider);
        builder.Services.Configure<InferenceRoutingOptions>(options => options.Tasks[task.Name] = new() { Provider = provider, Model = model });
        return builder;
    }

    /// <summary>Maps a model, or a glob of models, to candidates in order.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="model">The id, or a glob in which <c>*</c> stands for any text.</param>
    /// <param name="candidates">Each <c>provider</c>, or <c>provider:model</c> with that provider's own id.</param>
    /// <exception cref="ArgumentException">No candidate was given.</exception>
    public static IInferenceRoutingBuilder MapModel(this IInferenceRoutingBuilder builder, string model, params IReadOnlyList<string> candidates)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(model);
        ArgumentNullException.ThrowIfNull(candidates);
        if (candidates.Count == 0)
        {
            throw new ArgumentException("Name at least one candidate.", nameof(candidates));
        }

        builder.Services.Configure<InferenceRoutingOptions>(options => options.Models[model] = [.. candidates]);
        return builder;
    }

    /// <summary>Adds a rule of the last resort, asked before the built-in families of names.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="pattern">A glob in which <c>*</c> stands for any text.</param>
    /// <param name="provider">The provider's instance name.</param>
    /// <param name="task">The one task for which it holds; null for any.</param>
    public static IInferenceRoutingBuilder AddPattern(this IInferenceRoutingBuilder builder, string pattern, string provider, InferenceTask? task = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(pattern);
        ArgumentException.ThrowIfNullOrWhiteSpace(provider);
        builder.Services.Configure<InferenceRoutingOptions>(options => options.Patterns.Add(new() { Pattern = pattern, Provider = provider, Task = task?.Name }));
        return builder;
    }

    /// <summary>Adds a model to the catalog; it takes the place of one with the same id.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="model">The model.</param>
    public static IInferenceRoutingBuilder AddModel(this IInferenceRoutingBuilder builder, CatalogModel model)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(model);
        builder.Services.AddSingleton(model);
        return builder;
    }

    /// <summary>Adds a resolver to the chain, before the built-in ones unless <see cref="InferenceRoutingOptions.Resolvers"/> says otherwise.</summary>
    /// <typeparam name="TResolver">The resolver; its constructor may ask for services.</typeparam>
    /// <param name="builder">The builder.</param>
    /// <param name="name">Its name in the chain and in explanations; <c>explicit</c>, <c>task</c> or <c>pattern</c> replaces the built-in one.</param>
    public static IInferenceRoutingBuilder AddResolver<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TResolver>(
        this IInferenceRoutingBuilder builder, string name)
        where TResolver : class, IProviderResolver
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        builder.Services.AddSingleton(new ResolverDescriptor(name, static services => ActivatorUtilities.CreateInstance<TResolver>(services)));
        return builder;
    }
}
