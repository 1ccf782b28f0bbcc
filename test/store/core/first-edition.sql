-- Written by Belrecht's first edition (commit 63bfda8), not by this code: what was in its database when it was stopped, as the owner of the
-- schema of 0001 to 0009 loads it. Keys and tokens are those of a sandbox; first-edition.ts holds what the first edition showed of it.
insert into pgmigrations (id, name, run_on) overriding system value values
('1', '0001_portals', '2026-11-28 01:04:31.946898'),
('2', '0002_post-room', '2026-11-28 01:04:31.946898'),
('3', '0003_ledger', '2026-11-28 01:04:31.946898'),
('4', '0004_verdicts', '2026-11-28 01:04:31.946898'),
('5', '0005_forget-contact', '2026-11-28 01:04:31.946898'),
('6', '0006_queue-schema', '2026-11-28 01:04:31.946898'),
('7', '0007_api-keys', '2026-11-28 01:04:31.946898'),
('8', '0008_consents-and-numbers', '2026-11-28 01:04:31.946898'),
('9', '0009_home-figures', '2026-11-28 01:04:31.946898');
insert into portal_directory (portal_id, status) overriding system value values
('7001', 'installed'),
('7002', 'installed');
insert into deliveries (sha256, id, body, received_at, split, error) overriding system value values
(E'\\x0a4b2b79fa97b0af1d3ac41c5b568f533c98b519f616e1ee24aef2ce42dacdb7', '43', null, '1795827877992', 'true', null),
(E'\\xc6c4d667984614cc40772a8613a8ccbfb9e2f54a8efd4a3a1d0fae9cd554ef55', '44', null, '1795827878103', 'true', null),
(E'\\x23eaedf808140d7677fb7854f77576390c4c986cd74ffac33f72eec4f5bb61e3', '45', null, '1795827878170', 'true', null),
(E'\\xaf2e858444d653891f7c6924bab43cdf7c92f9d208346fef0e08ab7e21593b79', '46', E'\\x5b7b226576656e744964223a34362c22737562736372697074696f6e4964223a313030392c22706f7274616c4964223a373030322c226170704964223a343234322c226f636375727265644174223a313738323835373130313732392c22737562736372697074696f6e54797065223a226f626a6563742e70726f70657274794368616e6765222c22617474656d70744e756d626572223a302c226f626a6563744964223a3230382c2270726f70657274794e616d65223a2262656c72656368745f646f5f6e6f745f63616c6c222c2270726f706572747956616c7565223a2274727565222c22697353656e736974697665223a66616c73652c226368616e6765536f75726365223a2243524d5f5549222c22736f757263654964223a227573657249643a31303031222c226f626a656374547970654964223a22302d31227d5d', '1795827878238', 'false', null);
insert into work (portal_id, kind, seq, due_at, cursor, tries) overriding system value values
('7001', 'inbox', '1', '1795827878170', null, '0'),
('7001', 'relook', '3', '1795827880071', null, '0'),
('9999', 'inbox', '1', '1795914278103', null, '0');

select set_config('app.portal_id', '7001', false);
insert into portals (hub_domain, ui_domain, installed_by, scopes, controller, settings, missing_properties, number_key, status, installed_at, uninstalled_at) overriding system value values
('zonnig-energie.nl', null, '1001', '{oauth,crm.objects.contacts.read,crm.objects.contacts.write,crm.objects.companies.read,crm.objects.deals.read,crm.schemas.contacts.write,crm.schemas.companies.write,crm.schemas.deals.write}', 'main', '{"b2b": true, "guard": "hold", "house": {"consentYears": 3, "relationYears": 3, "requireVerified": false}, "admins": ["1001"], "consent": {"notice": "terugbelformulier-2026-1", "products": "any"}, "mapping": {"optIn": ["belrecht_opt_in"], "phones": ["phone", "mobilephone"], "doNotCall": ["belrecht_do_not_call"], "legalForm": "belrecht_legal_form", "contractEnd": "belrecht_contract_end"}, "product": null, "purpose": "commercial", "language": "nl", "collection": {"from": "2024-01-01", "numberGiven": true, "objectionOffered": true}, "controller": "main", "senderKind": "commercial", "controllerName": "zonnig-energie.nl"}', '{}', 'test.7_p2zYQhaFQbKVQY.WQ-rZCaaAwqegob4u2200M99MZnTQRu_-mXJv2lYY-5yUGX_opSb1HQqKks.3dG0gblpOzwEO5prZzIYqg', 'installed', '1782716405940', null);
insert into portal_tokens (access_token, refresh_token, expires_at, saved_at) overriding system value values
('test.V4k4D7XiWB1978cG.s7atJJeSekzSjYaKgI5KDZVxYzi-ATovproLq5v8XoIcgmgnrt-QfKX7Q48.FOd6zNlrK2Lk-rrQkEjD6A', 'test.znHhMhOJY2s4eahX.2RSg1ArKoO2iMLkR_r8jDFM5QB6evAqIZ2JD396hz56l0HxadQxXMg.Jgeh4cyW4QB0SoV7AP0YJg', '1795829673290', '2026-11-28 01:04:33.32975+00');
insert into inbox (event_key, seq, type, occurred_at, received_at, body, state, parked_reason, tries, last_error) overriding system value values
('-OBs8RJcCrCk8oI3k72u7kgXoEmJZ8tZC0nAZAPZgTE', '1', 'object.associationChange', '1740999600000', '1795827874406', '{"appId": 4242, "eventId": 13, "portalId": 7001, "sourceId": "userId:1001", "occurredAt": 1740999600000, "toObjectId": 401, "changeSource": "CRM_UI", "fromObjectId": 203, "objectTypeId": "0-1", "attemptNumber": 0, "subscriptionId": 1019, "associationType": "CONTACT_TO_DEAL", "subscriptionType": "object.associationChange", "associationRemoved": false, "isPrimaryAssociation": false}', 'done', null, '0', null),
('20XSnZ-Yl4X107hGpq-7cHsq-bPdVQtjGnXHupUOu5s', '2', 'object.creation', '1782716407112', '1795827874490', '{"appId": 4242, "eventId": 19, "objectId": 206, "portalId": 7001, "sourceId": "userId:1001", "changeFlag": "CREATED", "occurredAt": 1782716407112, "changeSource": "CRM_UI", "objectTypeId": "0-1", "attemptNumber": 0, "subscriptionId": 1001, "subscriptionType": "object.creation"}', 'done', null, '0', null),
('2s81188J7ufFbPHhXf_yoP3rfCL2LL1JswGOLOsY_iM', '3', 'object.propertyChange', '1746439200000', '1795827874574', '{"appId": 4242, "eventId": 31, "objectId": 402, "portalId": 7001, "sourceId": "userId:1001", "occurredAt": 1746439200000, "isSensitive": false, "changeSource": "CRM_UI", "objectTypeId": "0-3", "propertyName": "dealstage", "attemptNumber": 0, "subscriptionId": 1027, "subscriptionType": "object.propertyChange"}', 'done', null, '0', null),
('S_rnJvfZSZ6CjmFaJq__tdczjXZfKPw7bbK9g9a5vI0', '120', 'object.merge', '1782716408490', '1795827875862', '{"appId": 4242, "eventId": 77, "objectId": 205, "portalId": 7001, "occurredAt": 1782716408490, "newObjectId": 205, "changeSource": "CRM_UI", "objectTypeId": "0-1", "attemptNumber": 0, "subscriptionId": 1017, "mergedObjectIds": [206], "primaryObjectId": 205, "subscriptionType": "object.merge", "numberOfPropertiesMoved": 12}', 'done', null, '0', null),
('ksBP3m6PrRz3CXWGBB_eQGPGcA90Is9hwXaq8jqeY2I', '159', 'ticket.creation', '1782857160000', '1795827878103', '{"appId": 4242, "eventId": 9000, "objectId": 1, "portalId": 7001, "occurredAt": 1782857160000, "attemptNumber": 0, "subscriptionId": 12345, "subscriptionType": "ticket.creation"}', 'parked', 'unknown-type', '0', null),
('Afe7FUgMLvVYCm0WyRHH-PgPFet3kkLmM0DA5ISttyI', '161', 'object.propertyChange', '1782857101696', '1795827878170', '{"appId": 4242, "eventId": 114, "objectId": 208, "portalId": 7001, "sourceId": "userId:1001", "occurredAt": 1782857101696, "isSensitive": false, "changeSource": "CRM_UI", "objectTypeId": "0-1", "propertyName": "belrecht_do_not_call", "attemptNumber": 0, "subscriptionId": 1009, "subscriptionType": "object.propertyChange"}', 'pending', null, '0', null);
insert into relooks (object_type, object_id, due_at, attempt, seq) overriding system value values
('task', '504', '1795827880071', '1', '1');
insert into ledger (fact_id, contact_id, origin, fact_key, generation, type, at, body, recorded_at, recorded_by) overriding system value values
('1', '201', 'contact:201', 'contact:201#wRlKBS_PMXZiLTssjIyYJ6g_X6C', '0', 'consent-given', '1782716406927', '{"at": "2026-06-29T09:00:06.927+02:00", "id": "contact:201:belrecht_opt_in:1782716406927", "type": "consent-given", "proof": {"method": "web-form", "notice": "terugbelformulier-2026-1", "source": "form Terugbelformulier (https://zonnig-energie.nl/bel-mij) f-1/s-1", "givenBy": "contact:201"}, "number": "+31612345001", "channel": "human", "purpose": "commercial", "products": "any", "controller": "main"}', '1782716407372', '{"label": "Terugbelformulier (https://zonnig-energie.nl/bel-mij)", "userId": null, "sourceId": "f-1/s-1", "sourceType": "FORM"}'),
('2', '201', 'contact:201', 'contact:201>201#-Gk43ZkRQ44yrc250XGa1UyPcuG', '0', 'numbers', '1782716406927', '{"at": "2026-06-29T09:00:06.927+02:00", "type": "numbers", "numbers": ["+31612345001"]}', '1782716407372', '{"label": null, "userId": null, "sourceId": null, "sourceType": "BELRECHT"}'),
('3', '202', 'contact:202', 'contact:202>202#ZWjdWyQR1OR8Kjsjnvl4YEva7vq', '0', 'numbers', '1782716406970', '{"at": "2026-06-29T09:00:06.970+02:00", "type": "numbers", "numbers": ["+31612345002"]}', '1782716407372', '{"label": null, "userId": null, "sourceId": null, "sourceType": "BELRECHT"}'),
('4', '203', 'contact:203', 'contact:203>203#-dJzh6EBD1mVFmzkju-Hr1hK_wp', '0', 'numbers', '1706778000000', '{"at": "2024-02-01T10:00:00.000+01:00", "type": "numbers", "numbers": ["+31612345003"]}', '1782716407372', '{"label": null, "userId": null, "sourceId": null, "sourceType": "BELRECHT"}'),
('5', '204', 'contact:204', 'contact:204>204#2D9-Tsb3dXFBA2cyzFfV2hdMeDq', '0', 'numbers', '1782716407065', '{"at": "2026-06-29T09:00:07.065+02:00", "type": "numbers", "numbers": ["+31612345004"]}', '1782716407372', '{"label": null, "userId": null, "sourceId": null, "sourceType": "BELRECHT"}'),
('6', '204', 'contact:204', 'contact:204>204#50mnvt7g5a5Cd_iuMVLiKNzI-rB', '0', 'legal-form', '1782716407065', '{"at": "2026-06-29T09:00:07.065+02:00", "form": "bv", "type": "legal-form"}', '1782716407372', '{"label": null, "userId": null, "sourceId": null, "sourceType": "BELRECHT"}'),
('7', '205', 'contact:205', 'contact:205>205#kV-tL6w4HG6mC-HI9NZabiA5-qH', '0', 'numbers', '1782716407080', '{"at": "2026-06-29T09:00:07.080+02:00", "type": "numbers", "numbers": ["+31612345005"]}', '1782716407372', '{"label": null, "userId": null, "sourceId": null, "sourceType": "BELRECHT"}'),
('8', '206', 'contact:206', 'contact:206#WGHa_pYqTQGWGFKUFLWqhFFzvCY', '0', 'consent-given', '1782716407134', '{"at": "2026-06-29T09:00:07.134+02:00", "id": "contact:206:belrecht_opt_in:1782716407134", "type": "consent-given", "proof": {"method": "web-form", "notice": "terugbelformulier-2026-1", "source": "form Terugbelformulier (https://zonnig-energie.nl/bel-mij) f-1/s-2", "givenBy": "contact:206"}, "number": "+31612345006", "channel": "human", "purpose": "commercial", "products": "any", "controller": "main"}', '1782716407372', '{"label": "Terugbelformulier (https://zonnig-energie.nl/bel-mij)", "userId": null, "sourceId": "f-1/s-2", "sourceType": "FORM"}'),
('9', '206', 'contact:206', 'contact:206>206#Td1KlUTnRIXXaN49tkd0aiP4z90', '0', 'numbers', '1782716407134', '{"at": "2026-06-29T09:00:07.134+02:00", "type": "numbers", "numbers": ["+31612345006"]}', '1782716407372', '{"label": null, "userId": null, "sourceId": null, "sourceType": "BELRECHT"}'),
('10', '207', 'contact:207', 'contact:207>207#WxUjU6MjV9mQUyqBtbDnMiX8G8w', '0', 'numbers', '1782716407138', '{"at": "2026-06-29T09:00:07.138+02:00", "type": "numbers", "numbers": ["+31612345007"]}', '1782716407372', '{"label": null, "userId": null, "sourceId": null, "sourceType": "BELRECHT"}'),
('11', '208', 'contact:208', 'contact:208>208#QBfFU3q8DXWu6LZCeMbi_5LIn4V', '0', 'numbers', '1782716407156', '{"at": "2026-06-29T09:00:07.156+02:00", "type": "numbers", "numbers": ["+31612345008"]}', '1782716407372', '{"label": null, "userId": null, "sourceId": null, "sourceType": "BELRECHT"}'),
('12', '208', 'contact:208', 'contact:208>208#hxRUdlCaH7iNEOeYD_a0MNwhajN', '0', 'legal-form', '1782716407156', '{"at": "2026-06-29T09:00:07.156+02:00", "form": "bv", "type": "legal-form"}', '1782716407372', '{"label": null, "userId": null, "sourceId": null, "sourceType": "BELRECHT"}'),
('13', '209', 'contact:209', 'contact:209>209#3nZAGqYrXmyQvlIwPDDNd5LUczx', '0', 'numbers', '1706778000000', '{"at": "2024-02-01T10:00:00.000+01:00", "type": "numbers", "numbers": ["+31612345009"]}', '1782716407372', '{"label": null, "userId": null, "sourceId": null, "sourceType": "BELRECHT"}'),
('14', '203', 'deal:401', 'deal:401>203#_IVmn563vxHwNW06-DS49zvIUyt', '0', 'relation', '1740999600000', '{"at": "2025-03-03T12:00:00.000+01:00", "kind": "customer", "type": "relation", "event": "transaction", "number": "+31612345003", "product": null, "relation": "401", "collection": {"numberGiven": true, "objectionOffered": true}, "controller": "main"}', '1782716407372', '{"label": null, "userId": null, "sourceId": "CalculatedPropertyComputer", "sourceType": "CALCULATED"}'),
('15', '209', 'deal:402', 'deal:402>209#uirbwfMpKwNHnp1qvLUUVYLZZBr', '0', 'relation', '1746439200000', '{"at": "2025-05-05T12:00:00.000+02:00", "kind": "customer", "type": "relation", "event": "transaction", "number": "+31612345009", "product": null, "relation": "402", "collection": {"numberGiven": true, "objectionOffered": true}, "controller": "main"}', '1782716407372', '{"label": null, "userId": null, "sourceId": "CalculatedPropertyComputer", "sourceType": "CALCULATED"}'),
('28', '202', 'card:2002', 'card:2002#slxmCHiQbSHynX1RNPFiVa2R8oc', '0', 'consent-given', '1782597600000', '{"at": "2026-06-28T00:00:00+02:00", "id": "slxmCHiQbSHynX1RNPFiVa2R8oc", "type": "consent-given", "proof": {"method": "paper", "notice": "kaart-2026", "source": "beurs Utrecht, kaart 12", "givenBy": "Jo Tweenulnul"}, "until": null, "number": "+31612345002", "channel": "human", "purpose": "commercial", "products": "any", "controller": "main"}', '1782716408116', '{"label": null, "userId": "2002", "sourceId": "2002", "sourceType": "CARD"}'),
('29', '204', 'contact:204', 'contact:204#15mc-8nOWNzytbvx-Pu8Xi08HfJ', '0', 'objection', '1782716408480', '{"at": "2026-06-29T09:00:08.480+02:00", "type": "objection"}', '1782716408552', '{"label": null, "userId": "1001", "sourceId": "userId:1001", "sourceType": "CRM_UI"}'),
('30', '205', 'contact:205', 'contact:205>205#1sDl8ZSXPY7LGJFIMvXPiHaGMkY', '0', 'numbers', '1782716408552', '{"at": "2026-06-29T09:00:08.552+02:00", "type": "numbers", "numbers": ["+31612345005"]}', '1782716408552', '{"label": null, "userId": null, "sourceId": null, "sourceType": "BELRECHT"}'),
('31', '210', 'contact:210', 'contact:210>210#nL4alyKlaGqYGt8Zi1P0q373RV-', '0', 'numbers', '1782716408839', '{"at": "2026-06-29T09:00:08.839+02:00", "type": "numbers", "numbers": ["+31612345010"]}', '1782716408964', '{"label": null, "userId": null, "sourceId": null, "sourceType": "BELRECHT"}'),
('32', '211', 'contact:211', 'contact:211>211#oPjGxBlx1Ba5pHnzhQhsaI7Rx52', '0', 'numbers', '1782716408842', '{"at": "2026-06-29T09:00:08.842+02:00", "type": "numbers", "numbers": ["+31612345011"]}', '1782716408964', '{"label": null, "userId": null, "sourceId": null, "sourceType": "BELRECHT"}'),
('33', '210', 'api:6dqCvFN9DuM', 'api:6dqCvFN9DuM#J4hf9_YQA9PPjmcAH6qdRfKIWtt', '0', 'consent-given', '1782640800000', '{"at": "2026-06-28T12:00:00+02:00", "id": "J4hf9_YQA9PPjmcAH6qdRfKIWtt", "type": "consent-given", "proof": {"method": "web-form", "notice": "actie-2026-1", "source": "actiepagina zomer, formulier 12", "givenBy": "Jo Janssen"}, "until": null, "number": "+31612345010", "channel": "human", "purpose": "commercial", "products": "any", "controller": "main"}', '1782716409167', '{"label": null, "userId": null, "sourceId": "6dqCvFN9DuM", "sourceType": "API"}'),
('34', '210', 'api:6dqCvFN9DuM', 'api:6dqCvFN9DuM#nfQkktOg5ooXRjag9qNM12fQ6vC', '0', 'consent-verified', '1782640860000', '{"at": "2026-06-28T12:01:00+02:00", "type": "consent-verified", "consent": "J4hf9_YQA9PPjmcAH6qdRfKIWtt"}', '1782716409320', '{"label": "CodeBode: sms-code", "userId": null, "sourceId": "6dqCvFN9DuM", "sourceType": "API"}'),
('35', '211', 'api:6dqCvFN9DuM', 'api:6dqCvFN9DuM#qsz0gttBU0QSwVmtLI609_DtIxI', '0', 'consent-given', '1782640800000', '{"at": "2026-06-28T12:00:00+02:00", "id": "qsz0gttBU0QSwVmtLI609_DtIxI", "type": "consent-given", "proof": {"method": "web-form", "notice": "actie-2026-1", "source": "actiepagina zomer, formulier 12", "givenBy": "Els Elf"}, "until": null, "number": "+31612345011", "channel": "human", "purpose": "commercial", "products": "any", "controller": "main"}', '1782716409420', '{"label": null, "userId": null, "sourceId": "6dqCvFN9DuM", "sourceType": "API"}');
insert into retractions (fact_id, at, recorded_at, reason) overriding system value values
('15', '1782716408552', '1782716408552', 'no-longer-said');
insert into number_objections (number_mac, at, fact_key) overriding system value values
(E'\\x1e96999b5f7e38d8e03f6afe5c820e535752bbe254d31e2a8b03a2310d5cd153', '1782716408480', 'contact:204#15mc-8nOWNzytbvx-Pu8Xi08HfJ');
insert into contact_numbers (contact_id, number) overriding system value values
('201', '+31612345001'),
('202', '+31612345002'),
('203', '+31612345003'),
('204', '+31612345004'),
('205', '+31612345005'),
('207', '+31612345007'),
('208', '+31612345008'),
('209', '+31612345009'),
('210', '+31612345010'),
('211', '+31612345011');
insert into numbers_seen (number, contact_id) overriding system value values
('+31612345001', '201'),
('+31612345002', '202'),
('+31612345003', '203'),
('+31612345004', '204'),
('+31612345005', '205'),
('+31612345006', '206'),
('+31612345007', '207'),
('+31612345008', '208'),
('+31612345009', '209'),
('+31612345010', '210'),
('+31612345011', '211')
on conflict do nothing;
insert into merges (from_id, into_id, recorded_at) overriding system value values
('206', '205', '2026-11-28 01:04:35.889772+00');
insert into verdicts (contact_id, permission, basis, reasons, until, changes_at, rulebook, decided_at, numbers, announced, told, refused) overriding system value values
('201', 'allowed', 'consent', '{unverified}', '1877378400000', '1877378400000', 'nl-2026-07-01', '1782857101044', '[{"basis": "consent", "until": 1877378400000, "number": "+31612345001", "reasons": ["unverified"], "permission": "allowed"}]', 'true', 'allowed', null),
('202', 'allowed', 'consent', '{unverified}', '1877292000000', '1877292000000', 'nl-2026-07-01', '1782857101044', '[{"basis": "consent", "until": 1877292000000, "number": "+31612345002", "reasons": ["unverified"], "permission": "allowed"}]', 'true', 'allowed', null),
('203', 'denied', null, '{customer-exception-ended,legal-form-unknown}', null, '1835650800000', 'nl-2026-07-01', '1782857101044', '[{"basis": null, "until": null, "number": "+31612345003", "reasons": ["customer-exception-ended", "legal-form-unknown"], "permission": "denied"}]', 'true', 'denied', null),
('204', 'denied', null, '{objection}', null, null, 'nl-2026-07-01', '1782857101044', '[{"basis": null, "until": null, "number": "+31612345004", "reasons": ["objection"], "permission": "denied"}]', 'true', 'denied', null),
('205', 'denied', null, '{consent-number-mismatch,legal-form-unknown}', null, '1877378400000', 'nl-2026-07-01', '1782857101044', '[{"basis": null, "until": null, "number": "+31612345005", "reasons": ["consent-number-mismatch", "legal-form-unknown"], "permission": "denied"}]', 'true', 'denied', null),
('207', 'denied', null, '{legal-form-unknown,no-basis}', null, null, 'nl-2026-07-01', '1782857101044', '[{"basis": null, "until": null, "number": "+31612345007", "reasons": ["legal-form-unknown", "no-basis"], "permission": "denied"}]', 'true', 'denied', null),
('208', 'allowed', 'legal-person', '{}', null, null, 'nl-2026-07-01', '1782857101044', '[{"basis": "legal-person", "until": null, "number": "+31612345008", "reasons": [], "permission": "allowed"}]', 'true', 'allowed', null),
('209', 'denied', null, '{legal-form-unknown,no-basis}', null, null, 'nl-2026-07-01', '1782857101044', '[{"basis": null, "until": null, "number": "+31612345009", "reasons": ["legal-form-unknown", "no-basis"], "permission": "denied"}]', 'true', 'denied', null),
('210', 'allowed', 'consent', '{}', '1877292000000', '1877292000000', 'nl-2026-07-01', '1782857101044', '[{"basis": "consent", "until": 1877292000000, "number": "+31612345010", "reasons": [], "permission": "allowed"}]', 'true', 'allowed', null),
('211', 'allowed', 'consent', '{unverified}', '1877292000000', '1877292000000', 'nl-2026-07-01', '1782857101044', '[{"basis": "consent", "until": 1877292000000, "number": "+31612345011", "reasons": ["unverified"], "permission": "allowed"}]', 'true', 'allowed', null);
insert into held_tasks (task_id, state, originals, written, contact_ids, reason, since) overriding system value values
('501', 'held', '{"body": "<p>Vraag naar het dak</p>", "type": "CALL", "status": "NOT_STARTED", "subject": "Bellen over het aanbod"}', '{"body": "<p>⛔ Belrecht: Niet bellen: geen toestemming en geen andere grond.</p><p>Vraag naar het dak</p>", "type": "TODO", "status": "WAITING", "subject": "⛔ Niet bellen – Bellen over het aanbod"}', '{207}', 'Niet bellen: geen toestemming en geen andere grond.', '1782716407372'),
('503', 'held', '{"body": "<p>Vraag naar het dak</p>", "type": "CALL", "status": "NOT_STARTED", "subject": "Bellen over het aanbod"}', '{"body": "<p>⛔ Belrecht: Niet bellen: de uitzondering voor klanten geldt niet meer sinds 1 juli 2026.</p><p>Vraag naar het dak</p>", "type": "TODO", "status": "WAITING", "subject": "⛔ Niet bellen – Bellen over het aanbod"}', '{203}', 'Niet bellen: de uitzondering voor klanten geldt niet meer sinds 1 juli 2026.', '1782857101170');
insert into breaches (call_id, contact_id, number, at, permission, reasons, recorded_at) overriding system value values
('601', '207', '+31612345007', '1782719940000', 'denied', '{legal-form-unknown,no-basis}', '1782720000243');
insert into nights (local_date, cursor, summary, attempt, lease_owner, lease_until, started_at, finished_at) overriding system value values
('2026-07-01', null, '{"due": 10, "date": "2026-07-01", "lapsed": 1, "portal": 7001, "refused": 0, "seconds": 0.188, "tasksHeld": 1, "hubspotCalls": 5, "tasksReleased": 0}', '1', null, null, '1782857101025', '1782857101252');
insert into api_keys (key_id, name, secret_hash, created_by, created_at, last_used_at) overriding system value values
('6dqCvFN9DuM', 'dialer', E'\\x099a3c0fe23cd5e74168534e9b509acf6ffd5ac6967e2d95e9c9fa3707ddac30', '1001', '1795827876156', '1795827876498');
insert into verifications (token_hash, consent_id, contact_id, language, created_at, expires_at, used_at) overriding system value values
(E'\\xcf866ee6278e4797877fad14acf30cd3a3587c747457719eaf3807f07ebcf7f9', 'qsz0gttBU0QSwVmtLI609_DtIxI', '211', 'nl', '1795827876886', '1796432676869', null);

select set_config('app.portal_id', '7002', false);
insert into portals (hub_domain, ui_domain, installed_by, scopes, controller, settings, missing_properties, number_key, status, installed_at, uninstalled_at) overriding system value values
('waterhulp.nl', null, '1001', '{oauth,crm.objects.contacts.read,crm.objects.contacts.write,crm.objects.companies.read,crm.objects.deals.read,crm.schemas.contacts.write,crm.schemas.companies.write,crm.schemas.deals.write}', 'main', '{"b2b": false, "guard": "hold", "house": {"consentYears": 3, "relationYears": 3, "requireVerified": false}, "admins": ["1001"], "consent": {"notice": "donateursformulier-2026-1", "products": "any"}, "mapping": {"optIn": ["belrecht_opt_in"], "phones": ["phone", "mobilephone"], "doNotCall": ["belrecht_do_not_call"], "legalForm": "belrecht_legal_form", "contractEnd": "belrecht_contract_end"}, "product": null, "purpose": "charitable", "language": "nl", "collection": {"from": "2024-01-01", "numberGiven": true, "objectionOffered": true}, "controller": "main", "senderKind": "charity", "controllerName": "waterhulp.nl"}', '{}', 'test.WPtxdiIpnAd1a7qq.bd15O3HSQ7pclQDjf0J4qlxorS_grifqxIkSYIdptU4nAeoW5zGWhMsZXcM.bdXTattG7why1FjOsM-5RQ', 'installed', '1782716406423', null);
insert into portal_tokens (access_token, refresh_token, expires_at, saved_at) overriding system value values
('test.KrXJTzSJ4M0V_c8G.2FhWP0aw8E3VEYOfjITCD_BzzwJP77U06G9xMoEWPArUkRe8_jBipODVfjM.3l59cpWqtYtlHez3TrI4zA', 'test.ewc3EVj_sgimFv3-.1LikQUM-VR_jQinMNrUTd5H5uW65SMn97bmGZVVKO66qN0c44pruFA.s_qZp_jN3Ip68sRqCWiosg', '1795829673780', '2026-11-28 01:04:33.786801+00');
insert into inbox (event_key, seq, type, occurred_at, received_at, body, state, parked_reason, tries, last_error) overriding system value values
('3oHAl1sKF0U-KBJCQcj-0chHnxZ_Tlab4Xpx551EYF8', '47', 'object.propertyChange', '1782716406962', '1795827874332', '{"appId": 4242, "eventId": 4, "objectId": 201, "portalId": 7002, "sourceId": "f-9/s-9", "occurredAt": 1782716406962, "isSensitive": false, "changeSource": "FORM", "objectTypeId": "0-1", "propertyName": "recent_conversion_date", "attemptNumber": 0, "subscriptionId": 1012, "subscriptionType": "object.propertyChange"}', 'done', null, '0', null),
('4zTdx45e1GLQVNlJbWJ0-gzNUOyl5JLVv6mNBYZ9faE', '48', 'object.propertyChange', '1782716407087', '1795827874475', '{"appId": 4242, "eventId": 18, "objectId": 205, "portalId": 7002, "sourceId": "userId:1001", "occurredAt": 1782716407087, "isSensitive": false, "changeSource": "CRM_UI", "objectTypeId": "0-1", "propertyName": "mobilephone", "attemptNumber": 0, "subscriptionId": 1003, "subscriptionType": "object.propertyChange"}', 'done', null, '0', null),
('5yUveANq3BwjjvySxC-4HbnGdmNkGepIZoz9D_Xj9NU', '49', 'object.propertyChange', '1706778000000', '1795827874565', '{"appId": 4242, "eventId": 25, "objectId": 209, "portalId": 7002, "sourceId": "f/1", "occurredAt": 1706778000000, "isSensitive": false, "changeSource": "FORM", "objectTypeId": "0-1", "propertyName": "mobilephone", "attemptNumber": 0, "subscriptionId": 1003, "subscriptionType": "object.propertyChange"}', 'done', null, '0', null),
('7nL1oHJAjUBB-WoPwnkdr1v0Qe_47JULw6djVII3QDU', '50', 'object.creation', '1706778000000', '1795827874565', '{"appId": 4242, "eventId": 24, "objectId": 209, "portalId": 7002, "sourceId": "f/1", "changeFlag": "CREATED", "occurredAt": 1706778000000, "changeSource": "FORM", "objectTypeId": "0-1", "attemptNumber": 0, "subscriptionId": 1001, "subscriptionType": "object.creation"}', 'done', null, '0', null);
insert into ledger (fact_id, contact_id, origin, fact_key, generation, type, at, body, recorded_at, recorded_by) overriding system value values
('16', '201', 'contact:201', 'contact:201#2nCHD7quawH-6SzXjKVrbF26liV', '0', 'consent-given', '1782716406962', '{"at": "2026-06-29T09:00:06.962+02:00", "id": "contact:201:belrecht_opt_in:1782716406962", "type": "consent-given", "proof": {"method": "web-form", "notice": "donateursformulier-2026-1", "source": "form Donateursformulier (https://waterhulp.nl/help) f-9/s-9", "givenBy": "contact:201"}, "number": "+31687654321", "channel": "human", "purpose": "charitable", "products": "any", "controller": "main"}', '1782716407727', '{"label": "Donateursformulier (https://waterhulp.nl/help)", "userId": null, "sourceId": "f-9/s-9", "sourceType": "FORM"}'),
('17', '201', 'contact:201', 'contact:201>201#Ze_zoZai648E3CkI8mYpo_TMt81', '0', 'numbers', '1782716406962', '{"at": "2026-06-29T09:00:06.962+02:00", "type": "numbers", "numbers": ["+31687654321"]}', '1782716407727', '{"label": null, "userId": null, "sourceId": null, "sourceType": "BELRECHT"}'),
('18', '202', 'contact:202', 'contact:202>202#8uy9MG7iUe2n5GiCv2szVmm4GQs', '0', 'numbers', '1782716406983', '{"at": "2026-06-29T09:00:06.983+02:00", "type": "numbers", "numbers": ["+31612345002"]}', '1782716407727', '{"label": null, "userId": null, "sourceId": null, "sourceType": "BELRECHT"}'),
('19', '203', 'contact:203', 'contact:203>203#-dJzh6EBD1mVFmzkju-Hr1hK_wp', '0', 'numbers', '1706778000000', '{"at": "2024-02-01T10:00:00.000+01:00", "type": "numbers", "numbers": ["+31612345003"]}', '1782716407727', '{"label": null, "userId": null, "sourceId": null, "sourceType": "BELRECHT"}'),
('20', '204', 'contact:204', 'contact:204>204#JZZ5vXAkDXNYQpq_oOSWX5HGDRv', '0', 'legal-form', '1782716407075', '{"at": "2026-06-29T09:00:07.075+02:00", "form": "bv", "type": "legal-form"}', '1782716407727', '{"label": null, "userId": null, "sourceId": null, "sourceType": "BELRECHT"}'),
('21', '204', 'contact:204', 'contact:204>204#fRgv7Qd1_IOPSjB2Row9oXa8BhD', '0', 'numbers', '1782716407075', '{"at": "2026-06-29T09:00:07.075+02:00", "type": "numbers", "numbers": ["+31612345004"]}', '1782716407727', '{"label": null, "userId": null, "sourceId": null, "sourceType": "BELRECHT"}'),
('22', '205', 'contact:205', 'contact:205>205#nl8fB-rKr4aZX7cvovBawbdOFve', '0', 'numbers', '1782716407087', '{"at": "2026-06-29T09:00:07.087+02:00", "type": "numbers", "numbers": ["+31612345005"]}', '1782716407727', '{"label": null, "userId": null, "sourceId": null, "sourceType": "BELRECHT"}'),
('23', '207', 'contact:207', 'contact:207>207#WpJqtJSEgV1L1o3drK3wSkRr0yz', '0', 'numbers', '1782716407151', '{"at": "2026-06-29T09:00:07.151+02:00", "type": "numbers", "numbers": ["+31612345007"]}', '1782716407727', '{"label": null, "userId": null, "sourceId": null, "sourceType": "BELRECHT"}'),
('24', '208', 'contact:208', 'contact:208>208#Ukw9EncdqcZCMEmIWv_SwbSUlHm', '0', 'legal-form', '1782716407173', '{"at": "2026-06-29T09:00:07.173+02:00", "form": "bv", "type": "legal-form"}', '1782716407727', '{"label": null, "userId": null, "sourceId": null, "sourceType": "BELRECHT"}'),
('25', '208', 'contact:208', 'contact:208>208#UyMpl9TpvfhJOcgDGCW0yvEEngh', '0', 'numbers', '1782716407173', '{"at": "2026-06-29T09:00:07.173+02:00", "type": "numbers", "numbers": ["+31612345008"]}', '1782716407727', '{"label": null, "userId": null, "sourceId": null, "sourceType": "BELRECHT"}'),
('26', '209', 'contact:209', 'contact:209>209#3nZAGqYrXmyQvlIwPDDNd5LUczx', '0', 'numbers', '1706778000000', '{"at": "2024-02-01T10:00:00.000+01:00", "type": "numbers", "numbers": ["+31612345009"]}', '1782716407727', '{"label": null, "userId": null, "sourceId": null, "sourceType": "BELRECHT"}'),
('27', '203', 'deal:401', 'deal:401>203#CPgiWEMO2khNouyydDUswW-HaEF', '0', 'relation', '1744279200000', '{"at": "2025-04-10T12:00:00.000+02:00", "kind": "donor", "type": "relation", "event": "transaction", "number": "+31612345003", "product": null, "relation": "401", "collection": {"numberGiven": true, "objectionOffered": true}, "controller": "main"}', '1782716407727', '{"label": null, "userId": null, "sourceId": "CalculatedPropertyComputer", "sourceType": "CALCULATED"}');
insert into contact_numbers (contact_id, number) overriding system value values
('201', '+31687654321'),
('202', '+31612345002'),
('203', '+31612345003'),
('204', '+31612345004'),
('205', '+31612345005'),
('207', '+31612345007'),
('208', '+31612345008'),
('209', '+31612345009');
insert into numbers_seen (number, contact_id) overriding system value values
('+31612345002', '202'),
('+31612345003', '203'),
('+31612345004', '204'),
('+31612345005', '205'),
('+31612345007', '207'),
('+31612345008', '208'),
('+31612345009', '209'),
('+31687654321', '201')
on conflict do nothing;
insert into verdicts (contact_id, permission, basis, reasons, until, changes_at, rulebook, decided_at, numbers, announced, told, refused) overriding system value values
('201', 'allowed', 'consent', '{unverified}', '1877378400000', '1877378400000', 'nl-2026-07-01', '1782857101307', '[{"basis": "consent", "until": 1877378400000, "number": "+31687654321", "reasons": ["unverified"], "permission": "allowed"}]', 'true', 'allowed', null),
('202', 'denied', null, '{legal-form-unknown,no-basis}', null, null, 'nl-2026-07-01', '1782857101307', '[{"basis": null, "until": null, "number": "+31612345002", "reasons": ["legal-form-unknown", "no-basis"], "permission": "denied"}]', 'true', 'denied', null),
('203', 'allowed', 'donor', '{}', '1838930400000', '1838930400000', 'nl-2026-07-01', '1782857101307', '[{"basis": "donor", "until": 1838930400000, "number": "+31612345003", "reasons": [], "permission": "allowed"}]', 'true', 'allowed', null),
('204', 'allowed', 'legal-person', '{}', null, null, 'nl-2026-07-01', '1782857101307', '[{"basis": "legal-person", "until": null, "number": "+31612345004", "reasons": [], "permission": "allowed"}]', 'true', 'allowed', null),
('205', 'denied', null, '{legal-form-unknown,no-basis}', null, null, 'nl-2026-07-01', '1782857101307', '[{"basis": null, "until": null, "number": "+31612345005", "reasons": ["legal-form-unknown", "no-basis"], "permission": "denied"}]', 'true', 'denied', null),
('207', 'denied', null, '{legal-form-unknown,no-basis}', null, null, 'nl-2026-07-01', '1782857101307', '[{"basis": null, "until": null, "number": "+31612345007", "reasons": ["legal-form-unknown", "no-basis"], "permission": "denied"}]', 'true', 'denied', null),
('208', 'allowed', 'legal-person', '{}', null, null, 'nl-2026-07-01', '1782857101307', '[{"basis": "legal-person", "until": null, "number": "+31612345008", "reasons": [], "permission": "allowed"}]', 'true', 'allowed', null),
('209', 'denied', null, '{legal-form-unknown,no-basis}', null, null, 'nl-2026-07-01', '1782857101307', '[{"basis": null, "until": null, "number": "+31612345009", "reasons": ["legal-form-unknown", "no-basis"], "permission": "denied"}]', 'true', 'denied', null);
insert into nights (local_date, cursor, summary, attempt, lease_owner, lease_until, started_at, finished_at) overriding system value values
('2026-07-01', null, '{"due": 8, "date": "2026-07-01", "lapsed": 0, "portal": 7002, "refused": 0, "seconds": 0.082, "tasksHeld": 0, "hubspotCalls": 2, "tasksReleased": 0}', '1', null, null, '1782857101286', '1782857101411');
insert into api_keys (key_id, name, secret_hash, created_by, created_at, last_used_at) overriding system value values
('rTTnSOUAvBM', 'donor forms', E'\\x28cc9c488f6fdfbdc2d8ad49844a9527853f74a10748a9f963cbd78a865a2096', '1001', '1795827876159', null);

select set_config('app.portal_id', '9999', false);
insert into inbox (event_key, seq, type, occurred_at, received_at, body, state, parked_reason, tries, last_error) overriding system value values
('lUv1k2wz3Yi_pCoHWx6IM_5826vn5DepChtFBg9_uCc', '160', 'contact.propertyChange', '1782857160000', '1795827878103', '{"appId": 4242, "eventId": 9001, "objectId": 1, "portalId": 9999, "occurredAt": 1782857160000, "changeSource": "CRM_UI", "propertyName": "mobilephone", "attemptNumber": 0, "subscriptionId": 12345, "subscriptionType": "contact.propertyChange"}', 'parked', 'unknown-portal', '0', null);

select set_config('app.portal_id', '', false);
select setval(pg_get_serial_sequence('deliveries', 'id'), 46);
select setval(pg_get_serial_sequence('inbox', 'seq'), 161);
select setval(pg_get_serial_sequence('ledger', 'fact_id'), 35);
