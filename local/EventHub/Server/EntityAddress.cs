namespace XbFunctions.EventHub;

/// <summary>An AMQP address taken apart: <c>hub</c>, <c>hub/Partitions/0</c>, <c>hub/ConsumerGroups/g/Partitions/0</c>, <c>$cbs</c> or <c>[hub/]$management</c>.</summary>
/// <param name="Node">Hub name, or <see cref="Cbs"/> or <see cref="Management"/>.</param>
/// <param name="ConsumerGroup">Consumer group, or <see langword="null"/>.</param>
/// <param name="Partition">Partition id, or <see langword="null"/>.</param>
internal sealed record EntityAddress(string Node, string? ConsumerGroup = null, string? Partition = null)
{
    public const string Cbs = "$cbs";
    public const string Management = "$management";

    /// <summary>The address as claims are looked up by it.</summary>
    public string Path => $"{Node}{(ConsumerGroup is null ? "" : $"/ConsumerGroups/{ConsumerGroup}")}{(Partition is null ? "" : $"/Partitions/{Partition}")}";

    /// <summary>Takes an address apart; a leading slash, a scheme and a host are left out.</summary>
    /// <returns>The parts, or <see langword="null"/> for an address of another form.</returns>
    public static EntityAddress? Parse(string? address)
    {
        var segments = GetPath(address ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (segments is [.., var last] && last is Cbs or Management)
        {
            return new EntityAddress(last);
        }

        return segments switch
        {
            [var hub] => new EntityAddress(hub),
            [var hub, var word, var id] when Is(word, "Partitions") => new EntityAddress(hub, null, id),
            [var hub, var word, var group, var word2, var id] when Is(word, "ConsumerGroups") && Is(word2, "Partitions") => new EntityAddress(hub, group, id),
            _ => null,
        };
    }

    /// <summary>The path of an address or token audience, such as <c>hub/ConsumerGroups/g</c>.</summary>
    public static string GetPath(string address)
    {
        var scheme = address.IndexOf("://", StringComparison.Ordinal);
        if (scheme >= 0)
        {
            var slash = address.IndexOf('/', scheme + 3);
            address = slash < 0 ? "" : address[slash..];
        }

        return address.Trim('/');
    }

    private static bool Is(string word, string expected) => word.Equals(expected, StringComparison.OrdinalIgnoreCase);
}
