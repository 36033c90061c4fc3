using XbFunctions.State;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>Decisions as apps before version 4 archived them: rows of theirs may wait in a journal.</summary>
internal static class FraudArchiveVersion3
{
    // Frozen, whatever the columns of today are called.
    private const string Features =
        """
        amount amount_log amount_is_round item_lines units method_is_card method_is_wallet method_is_bank hour weekday
        issuer_differs_from_billing issuer_differs_from_ip billing_differs_from_shipping ip_differs_from_shipping
        ip_differs_from_billing market_differs_from_shipping market_differs_from_ip market_differs_from_issuer
        language_differs_from_market language_differs_from_billing currency_differs_from_market mismatches missing_members
        billing_hour ip_hour ip_clock_apart shipping_clock_apart customer_payments_10m customer_payments_1h
        customer_payments_24h customer_payments_7d customer_payments_30d customer_amount_10m customer_amount_1h
        customer_amount_24h customer_amount_7d customer_amount_30d customer_instruments_24h customer_instruments_30d
        customer_devices_24h customer_devices_30d customer_ip_countries_24h customer_ip_countries_30d
        customer_shipping_countries_24h customer_shipping_countries_30d customer_sellers_24h customer_sellers_30d
        customer_hours_since_last customer_age_days customer_amount_ratio customer_fraud_labels customer_days_since_fraud_label
        instrument_payments_10m instrument_payments_1h instrument_payments_24h instrument_payments_7d instrument_payments_30d
        instrument_amount_10m instrument_amount_1h instrument_amount_24h instrument_amount_7d instrument_amount_30d
        instrument_customers_24h instrument_customers_30d instrument_devices_24h instrument_devices_30d
        instrument_ip_countries_24h instrument_ip_countries_30d instrument_sellers_24h instrument_sellers_30d
        instrument_hours_since_last instrument_age_days instrument_amount_ratio instrument_fraud_labels
        instrument_days_since_fraud_label device_payments_10m device_payments_1h device_payments_24h device_payments_7d
        device_payments_30d device_amount_10m device_amount_1h device_amount_24h device_amount_7d device_amount_30d
        device_customers_24h device_customers_30d device_instruments_24h device_instruments_30d device_shipping_countries_24h
        device_shipping_countries_30d device_sellers_24h device_sellers_30d device_hours_since_last device_age_days
        device_amount_ratio device_fraud_labels device_days_since_fraud_label customer_amount_zscore customer_amount_log_zscore
        customer_amount_fast_ratio customer_amount_max_ratio_30d customer_amount_max_ratio customer_amount_rank_30d
        customer_amount_ratio_settled customer_large_payments_7d customer_large_payments_14d customer_mean_amount_24h
        customer_mean_amount_7d customer_mean_amount_30d customer_returns customer_days_since_return customer_hour_distance
        instrument_is_new device_is_new ip_country_is_new shipping_country_is_new seller_is_new customer_ip_country_payments
        customer_shipping_country_payments customer_route_payments customer_seller_payments customer_hours_since_seller
        customer_same_mismatches customer_same_mismatches_settled customer_mismatches_covered customer_mismatch_frauds
        seller_payments_24h seller_payments_7d seller_payments_30d seller_amount_ratio seller_hours_since_last seller_age_days
        seller_settled_payments_1d seller_settled_payments_7d seller_settled_payments_14d seller_settled_payments_30d
        seller_fraud_rate_1d seller_fraud_rate_7d seller_fraud_rate_14d seller_fraud_rate_30d seller_frauds_7d seller_frauds_14d
        seller_frauds_45d seller_fraud_streak seller_clean_streak seller_days_since_fraud seller_days_since_first_fraud
        """;

    /// <summary>The data set.</summary>
    public static ArchiveDataset Decisions { get; } = new(
        FraudArchive.DecisionsName,
        version: 3,
        [
            new("payment_id", ArchiveColumnType.Text),
            new("customer_key", ArchiveColumnType.Text),
            new("market", ArchiveColumnType.Text),
            new("language", ArchiveColumnType.Text),
            new("occurred_at", ArchiveColumnType.Time),
            new("decided_at", ArchiveColumnType.Time),
            new("amount_minor", ArchiveColumnType.Whole),
            new("currency", ArchiveColumnType.Text),
            new("cross_border", ArchiveColumnType.Flag),
            new("outcome", ArchiveColumnType.Text),
            new("score", ArchiveColumnType.Number),
            new("rules", ArchiveColumnType.Text),
            new("model_version", ArchiveColumnType.Text),
            new("model_sha256", ArchiveColumnType.Text),
            new("model_score", ArchiveColumnType.Single),
            new("shadow_version", ArchiveColumnType.Text),
            new("shadow_score", ArchiveColumnType.Single),
            new("rate_table", ArchiveColumnType.Text),
            new("policy_version", ArchiveColumnType.Text),
            new("review_threshold", ArchiveColumnType.Number),
            new("decline_threshold", ArchiveColumnType.Number),
            new("issuer_country", ArchiveColumnType.Text),
            new("shipping_country", ArchiveColumnType.Text),
            new("lists", ArchiveColumnType.Text),
            new("snoozed", ArchiveColumnType.Text),
            new("capped", ArchiveColumnType.Flag),
            .. Features.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
                .Select(static name => new ArchiveColumn(name, ArchiveColumnType.Single)),
        ]);
}
