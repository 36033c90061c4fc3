namespace XbFunctions.Xb.Privacy;

/// <summary>What one look through a store costs.</summary>
/// <param name="Store">Name of the store, as receipts have it.</param>
/// <param name="Elapsed">How long it took.</param>
/// <param name="Requests">Requests to the account.</param>
/// <param name="Bytes">Bytes of their answers.</param>
internal sealed record ErasureScanRow(string Store, TimeSpan Elapsed, long Requests, long Bytes);
