using System.Text.Json.Serialization;

namespace ProviderRouter;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(JobHandle))]
internal sealed partial class JobHandleJson : JsonSerializerContext;
