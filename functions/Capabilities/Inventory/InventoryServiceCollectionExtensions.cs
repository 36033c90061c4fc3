using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using XbFunctions.Capabilities.Forecasting;
using XbFunctions.Capabilities.Sales;

namespace XbFunctions.Capabilities.Inventory;

/// <summary>Registers stock levels, supply terms and advice on orders.</summary>
public static class InventoryServiceCollectionExtensions
{
    /// <summary>Adds the ledger of stock, the terms and the advisor.</summary>
    /// <param name="services">Needs the tables and an event publisher.</param>
    public static IServiceCollection AddInventory(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddSingleton<StockLedger>();
        services.TryAddSingleton<SupplyTermsStore>();
        services.TryAddSingleton<IStockMarks>(provider => provider.GetRequiredService<StockLedger>());
        services.AddSingleton<IForecastListener, ReorderAdvisor>();
        return services;
    }
}
