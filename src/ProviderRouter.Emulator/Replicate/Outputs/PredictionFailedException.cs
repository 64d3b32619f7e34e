namespace ProviderRouter.Emulator.Replicate.Outputs;

/// <summary>A model gives up; the message becomes the prediction's error.</summary>
internal sealed class PredictionFailedException(string error) : Exception(error);
