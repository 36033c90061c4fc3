using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using Azure;
using Microsoft.Extensions.Logging;
using XbFunctions.Contracts;

namespace XbFunctions.Capabilities.Privacy;

/// <summary>
/// Takes requests to erase a customer: keeps a record, then orders the streaming functions to forget. What does not happen at once is done by
/// <see cref="ErasureJob"/>. Thread-safe.
/// </summary>
/// <param name="store">Keeps the records.</param>
/// <param name="dispatch">Makes and sends the orders.</param>
/// <param name="known">Say whether a customer has come back.</param>
/// <param name="options">Times.</param>
/// <param name="time">Stamps the records.</param>
/// <param name="logger">Told what could not be sent.</param>
public sealed class ErasureDesk(
    ErasureStore store, ErasureDispatch dispatch, IEnumerable<IKnownCustomers> known, ErasureOptions options, TimeProvider time, ILogger<ErasureDesk> logger)
{
    private const int NameBytes = 12;

    /// <summary>Asks for a customer's erasure, or after one that was asked for before.</summary>
    /// <param name="customerId">The platform's id, or the pseudonym's text.</param>
    /// <param name="cancellationToken">Ends the work; an erasure that was begun goes on.</param>
    /// <returns>The receipt; the same for a request that comes again, until the customer is known again or the receipt is old.</returns>
    public async Task<ErasureReceipt> RequestAsync(CustomerId customerId, CancellationToken cancellationToken)
    {
        var customers = dispatch.CustomersOf(customerId);
        var name = NameOf(customers[0]);
        var last = await store.FindLastAsync(name, cancellationToken).ConfigureAwait(false);
        if (last is not null && (!last.IsDone || !await IsOverAsync(last, customers, cancellationToken).ConfigureAwait(false)))
        {
            return last.ToReceipt();
        }

        var number = last is null ? 1 : int.Parse(last.Id.AsSpan(name.Length), NumberStyles.None, CultureInfo.InvariantCulture) + 1;
        var id = $"{name}{number.ToString(CultureInfo.InvariantCulture)}";
        var record = new ErasureRecord(id, time.GetUtcNow())
        {
            Customers = customers,
            Orders = await dispatch.OrdersAsync(id, customerId, customers, cancellationToken).ConfigureAwait(false),
            Stores = dispatch.StoresAtFirst(time.GetUtcNow()),
        };
        if (await store.TryWriteAsync(record, default, cancellationToken).ConfigureAwait(false) is not { } version)
        {
            // Asked for twice at once: the other one's counts.
            return (await store.FindAsync(id, cancellationToken).ConfigureAwait(false))!.Value.Record.ToReceipt();
        }

        await SendAsync(record, version, cancellationToken).ConfigureAwait(false);
        return record.ToReceipt();
    }

    /// <summary>Finds an erasure.</summary>
    /// <param name="id">As a receipt names it.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <returns>The receipt, or null when there is none.</returns>
    public async Task<ErasureReceipt?> FindAsync(string id, CancellationToken cancellationToken) =>
        (await store.FindAsync(id, cancellationToken).ConfigureAwait(false))?.Record.ToReceipt();

    private async Task SendAsync(ErasureRecord record, ETag version, CancellationToken cancellationToken)
    {
        try
        {
            await dispatch.SendAsync(record.Orders, record.RequestedAt, cancellationToken).ConfigureAwait(false);
            await store.TryWriteAsync(record with { SentAt = time.GetUtcNow() }, version, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            // The record is there: the job sends them.
            logger.OrdersNotSent(fault, record.Id);
        }
    }

    private async Task<bool> IsOverAsync(ErasureRecord last, IReadOnlyList<Pseudonym> customers, CancellationToken cancellationToken)
    {
        if (time.GetUtcNow() - last.CompletedAt > options.SameReceipt)
        {
            return true;
        }

        foreach (var one in known)
        {
            foreach (var customer in customers)
            {
                if (await one.IsKnownAsync(customer, cancellationToken).ConfigureAwait(false))
                {
                    return true;
                }
            }
        }

        return false;
    }

    // A hash of the pseudonym: who has neither the pseudonym nor the key cannot tell whom a receipt is about.
    private static string NameOf(Pseudonym customer)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128LittleEndian(bytes, customer.Value);
        return $"e-{Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, NameBytes))}-";
    }
}
