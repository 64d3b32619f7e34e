using ProviderRouter.Providers;

namespace ProviderRouter.DependencyInjection;

/// <summary>A registered provider, not yet made: its options are read and its key is searched for when the router is put together.</summary>
/// <param name="Name">The instance name.</param>
/// <param name="Options">The type of its options.</param>
/// <param name="Build">Puts it together.</param>
internal sealed record ProviderDescriptor(string Name, Type Options, Func<RouterRuntime, ProviderRegistration> Build);

/// <summary>A resolver that the application added, not yet made.</summary>
/// <param name="Name">Its name in the chain.</param>
/// <param name="Create">Makes it.</param>
internal sealed record ResolverDescriptor(string Name, Func<IServiceProvider, Routing.IProviderResolver> Create);
