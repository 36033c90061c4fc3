using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Privacy;

/// <summary>An order to one streaming function and partition to forget a customer.</summary>
/// <param name="Id">Names the order; stable.</param>
/// <param name="Hub">Hub that carries it.</param>
/// <param name="Function">Name of the function that carries it out.</param>
/// <param name="Customer">Stands for the customer.</param>
/// <param name="Route">Key that places it; says nothing of the customer.</param>
/// <param name="PartitionId">Partition it goes to; null for that of the key.</param>
/// <param name="IsHome">Whether that is the customer's own partition.</param>
internal sealed record ErasureOrder(
    string Id, string Hub, string Function, Pseudonym Customer, string Route, string? PartitionId, bool IsHome);
