using Amqp;
using Amqp.Types;

namespace XbFunctions.EventHub;

/// <summary>The <c>$management</c> node: properties of hubs and partitions.</summary>
/// <param name="replies">Where the answers go.</param>
/// <param name="broker">The hubs.</param>
/// <param name="time">The clock.</param>
internal sealed class ManagementNode(ReplyLinks replies, EventHubBroker broker, TimeProvider time)
    : RequestNode(EntityAddress.Management, replies)
{
    private const string HubType = "com.microsoft:eventhub";
    private const string PartitionType = "com.microsoft:partition";

    protected override NodeAnswer Answer(string operation, NodeRequest request, ClientClaims claims)
    {
        try
        {
            return new NodeAnswer(200, "OK", Read(operation, request, claims));
        }
        catch (AmqpException exception)
        {
            return NodeAnswer.From(exception);
        }
    }

    private Map Read(string operation, NodeRequest request, ClientClaims claims)
    {
        var type = request.GetText("type");
        if (operation != "READ" || type is not (HubType or PartitionType))
        {
            throw new AmqpException(ErrorCode.NotImplemented, $"The operation '{operation}' on '{type}' is not known.");
        }

        var name = request.GetText("name") ?? "";
        if (!broker.TryGetHub(name, out var hub))
        {
            throw HubErrors.NotFound(name);
        }

        if (!claims.Allows($"{hub.Name}/{EntityAddress.Management}") && !claims.Allows(EntityAddress.Management))
        {
            throw HubErrors.Unauthorized(hub.Name);
        }

        return type == HubType ? Describe(hub) : Describe(HubErrors.FindPartition(hub, request.GetText("partition") ?? "").Properties);
    }

    private static Map Describe(HubEntity hub) => new()
    {
        ["name"] = hub.Name,
        ["type"] = HubType,
        ["created_at"] = hub.CreatedAt.UtcDateTime,
        ["partition_count"] = hub.Partitions.Count,
        ["partition_ids"] = hub.Partitions.Select(static partition => partition.Id).ToArray(),
        ["georeplication_factor"] = 1,
    };

    private Map Describe(PartitionProperties partition) => new()
    {
        ["name"] = partition.Hub,
        ["type"] = PartitionType,
        ["partition"] = partition.Id,
        ["begin_sequence_number"] = partition.BeginSequenceNumber,
        ["last_enqueued_sequence_number"] = partition.LastSequenceNumber,
        ["last_enqueued_offset"] = partition.LastOffset,
        ["last_enqueued_time_utc"] = partition.LastEnqueuedAt.UtcDateTime,
        ["runtime_info_retrieval_time_utc"] = time.GetUtcNow().UtcDateTime,
        ["is_partition_empty"] = partition.IsEmpty,
    };
}
