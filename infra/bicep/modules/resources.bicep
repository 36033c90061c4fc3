metadata description = 'Everything in the resource group.'

import { sizesType } from 'types.bicep'

@description('Name of the environment.')
param environmentName string

@description('Region.')
param location string

@description('Tags.')
param tags object

@description('Makes names that must be unique in Azure so.')
param suffix string

@description('Sizes.')
param sizes sizesType

@description('Partitions of every hub.')
param partitions int

@description('Key of the pseudonyms; empty keeps the one in the vault.')
@secure()
param pseudonymKey string

@description('Key that the pseudonyms had before; empty keeps the one in the vault.')
@secure()
param previousPseudonymKey string

@description('Id of that key; empty for none.')
param previousPseudonymKeyId string

@description('Object id of the operators; empty for none.')
param operatorsObjectId string

@description('Address of alerts; empty for none.')
param alertEmail string

@description('Private endpoints instead of public addresses.')
param privateNetworking bool

@description('Also creates Azure AI Translator.')
param translator bool

var name = 'xbf-${environmentName}-${suffix}'

module identity 'identity.bicep' = {
  params: { location: location, tags: tags, name: 'id-${name}' }
}

module monitoring 'monitoring.bicep' = {
  params: {
    location: location
    tags: tags
    name: name
    retentionDays: sizes.logDays
    principalId: identity.outputs.principalId
  }
}

module hubs 'eventhubs.bicep' = {
  params: {
    location: location
    tags: tags
    name: 'evhns-${name}'
    tier: sizes.hubTier
    units: sizes.hubUnits
    maxUnits: sizes.hubMaxUnits
    partitions: partitions
    isPrivate: privateNetworking
    principalId: identity.outputs.principalId
    workspaceId: monitoring.outputs.workspaceId
  }
}

module storage 'storage.bicep' = {
  params: {
    location: location
    tags: tags
    name: take(toLower(replace('stxbf${environmentName}${suffix}', '-', '')), 24)
    sku: sizes.storageSku
    isPrivate: privateNetworking
    principalId: identity.outputs.principalId
    operatorsObjectId: operatorsObjectId
    workspaceId: monitoring.outputs.workspaceId
  }
}

module vault 'vault.bicep' = {
  params: {
    location: location
    tags: tags
    name: take('kv-${environmentName}-${suffix}', 24)
    isPrivate: privateNetworking
    principalId: identity.outputs.principalId
    pseudonymKey: pseudonymKey
    previousPseudonymKey: previousPseudonymKey
    workspaceId: monitoring.outputs.workspaceId
  }
}

module translation 'translator.bicep' = if (translator) {
  params: {
    location: location
    tags: tags
    name: 'tr-${name}'
    isPrivate: privateNetworking
    principalId: identity.outputs.principalId
    workspaceId: monitoring.outputs.workspaceId
  }
}

module network 'network.bicep' = if (privateNetworking) {
  params: { location: location, tags: tags, name: 'vnet-${name}' }
}

var storageSuffix = environment().suffixes.storage
module privateEndpoints 'private-endpoints.bicep' = if (privateNetworking) {
  params: {
    location: location
    tags: tags
    name: name
    networkId: network!.outputs.id
    subnetId: network!.outputs.endpointsSubnetId
    endpoints: concat(
      [
        { name: 'blob', target: storage.outputs.id, group: 'blob', zone: 'privatelink.blob.${storageSuffix}' }
        { name: 'table', target: storage.outputs.id, group: 'table', zone: 'privatelink.table.${storageSuffix}' }
        { name: 'hubs', target: hubs.outputs.id, group: 'namespace', zone: 'privatelink.servicebus.windows.net' }
        { name: 'vault', target: vault.outputs.id, group: 'vault', zone: 'privatelink.vaultcore.azure.net' }
      ],
      translator
        ? [
            {
              name: 'translator'
              target: translation!.outputs.id
              group: 'account'
              zone: 'privatelink.cognitiveservices.azure.com'
            }
          ]
        : []
    )
  }
}

module functions 'function-app.bicep' = {
  params: {
    location: location
    tags: tags
    name: 'func-${name}'
    planName: 'plan-${name}'
    sizes: sizes
    identity: { id: identity.outputs.id, clientId: identity.outputs.clientId }
    storage: { name: storage.outputs.name, packageContainer: storage.outputs.packageContainer }
    eventHubsHost: hubs.outputs.host
    pseudonymKeyUri: vault.outputs.pseudonymKeyUri
    previousPseudonymKey: { id: previousPseudonymKeyId, uri: vault.outputs.previousPseudonymKeyUri }
    insightsConnectionString: monitoring.outputs.connectionString
    subnetId: privateNetworking ? network!.outputs.functionsSubnetId : ''
    workspaceId: monitoring.outputs.workspaceId
    translatorEndpoint: translator ? translation!.outputs.endpoint : ''
  }
}

module alerts 'alerts.bicep' = {
  params: {
    location: location
    tags: tags
    name: name
    workspaceId: monitoring.outputs.workspaceId
    namespaceId: hubs.outputs.id
    email: alertEmail
  }
}

module workbook 'workbook.bicep' = {
  params: {
    location: location
    tags: tags
    name: name
    insightsId: monitoring.outputs.insightsId
  }
}

@description('Name of the function app.')
output functionAppName string = functions.outputs.name

@description('Address of the HTTP functions.')
output apiAddress string = functions.outputs.address

@description('Event Hubs host name.')
output eventHubsHost string = hubs.outputs.host

@description('Storage account.')
output storageAccountName string = storage.outputs.name
