namespace ProviderRouter.Resilience;

/// <summary>A place among the admissions that are out, and which of its holders this is; the default is none.</summary>
/// <param name="Place">The place.</param>
/// <param name="Holder">Odd; even says that the place is free.</param>
internal readonly record struct AdmissionTicket(int Place, uint Holder);
