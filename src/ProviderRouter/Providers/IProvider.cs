namespace ProviderRouter.Providers;

/// <summary>A provider: its name and the tasks it can do. Made once, used by many calls at a time.</summary>
public interface IProvider
{
    /// <summary>The instance name, under which routes and configuration know it.</summary>
    string Name { get; }

    /// <summary>The tasks it can do, each with its handler.</summary>
    TaskHandlerMap Handlers { get; }

    /// <summary>Lists its models; null when the provider has no such listing, and the catalog tells.</summary>
    IModelLister? Models => null;
}
