using System.Text.Json;
using System.Text.Json.Serialization;

namespace XbFunctions.Xb.Bench;

/// <summary>A run of <c>xb bench hub</c> as JSON.</summary>
/// <param name="Cores">Processors of the machine.</param>
/// <param name="Runtime">.NET version.</param>
/// <param name="Batch">Events of a batch.</param>
/// <param name="Partitions">Partitions and links.</param>
/// <param name="Rows">The measurements.</param>
internal sealed record HubBenchReport(int Cores, string Runtime, int Batch, int Partitions, IReadOnlyList<HubBenchRow> Rows);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(HubBenchReport))]
internal sealed partial class HubBenchJson : JsonSerializerContext;
