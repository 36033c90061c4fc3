namespace XbFunctions.Capabilities.Fraud;

/// <summary>Whom a partition tells of in one round, the most recently used first.</summary>
/// <param name="Sellers">Hashes of sellers.</param>
/// <param name="Instruments">Low halves of pseudonyms.</param>
/// <param name="Devices">Likewise.</param>
/// <param name="Addresses">Likewise, of delivery addresses.</param>
internal readonly record struct ExchangeKeys(IEnumerable<ulong> Sellers, IEnumerable<ulong> Instruments, IEnumerable<ulong> Devices, IEnumerable<ulong> Addresses);
