using System.Text.RegularExpressions;

namespace ProviderRouter.Routing;

/// <summary>One family of names: its pattern, its task, and the provider that serves it best.</summary>
internal sealed record ModelFamilyRule(string Name, Regex Pattern, string Task, string Provider);
