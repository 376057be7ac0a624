CREATE TABLE cell_batches (
	id TEXT NOT NULL,
	cell_specification_id TEXT NOT NULL,
	name TEXT NOT NULL,
	name_key TEXT NOT NULL,
	notes TEXT,
	date_manufactured TEXT,
	properties JSON,
	organization_id TEXT NOT NULL,
	created_by TEXT NOT NULL,
	created_by_email TEXT NOT NULL,
	created_at TEXT NOT NULL,
	updated_at TEXT NOT NULL,
	PRIMARY KEY (id),
	UNIQUE (cell_specification_id, name_key),
	FOREIGN KEY(cell_specification_id) REFERENCES cell_specifications (id) ON DELETE CASCADE
);
INSERT INTO "cell_batches" VALUES('old-000016','old-000010','Lot 1','lot 1','lot',NULL,NULL,'old-000001','old-000002','local@ionworks.invalid','2026-01-01T00:00:00.009000Z','2026-01-01T00:00:00.009000Z');
INSERT INTO "cell_batches" VALUES('old-000053','old-000047','Lot 1','lot 1','lot',NULL,NULL,'old-000001','old-000002','local@ionworks.invalid','2026-01-01T00:00:00.041000Z','2026-01-01T00:00:00.041000Z');
CREATE TABLE cell_components (
	id TEXT NOT NULL,
	cell_specification_id TEXT NOT NULL,
	organization_id TEXT NOT NULL,
	component_type TEXT NOT NULL,
	material_id TEXT,
	properties JSON,
	created_at TEXT NOT NULL,
	updated_at TEXT NOT NULL,
	PRIMARY KEY (id),
	UNIQUE (cell_specification_id, component_type),
	FOREIGN KEY(cell_specification_id) REFERENCES cell_specifications (id) ON DELETE CASCADE,
	FOREIGN KEY(material_id) REFERENCES materials (id)
);
INSERT INTO "cell_components" VALUES('old-000012','old-000010','old-000001','anode','old-000011','{"x": {"value": 1, "unit": "um"}}','2026-01-01T00:00:00.006000Z','2026-01-01T00:00:00.006000Z');
INSERT INTO "cell_components" VALUES('old-000014','old-000010','old-000001','cathode','old-000013',NULL,'2026-01-01T00:00:00.008000Z','2026-01-01T00:00:00.008000Z');
INSERT INTO "cell_components" VALUES('old-000049','old-000047','old-000001','anode','old-000048','{"x": {"value": 1, "unit": "um"}}','2026-01-01T00:00:00.038000Z','2026-01-01T00:00:00.038000Z');
INSERT INTO "cell_components" VALUES('old-000051','old-000047','old-000001','cathode','old-000050',NULL,'2026-01-01T00:00:00.040000Z','2026-01-01T00:00:00.040000Z');
CREATE TABLE cell_instances (
	id TEXT NOT NULL,
	cell_specification_id TEXT NOT NULL,
	batch_id TEXT,
	name TEXT NOT NULL,
	batch TEXT,
	date_manufactured TEXT,
	measured_properties JSON,
	notes TEXT,
	organization_id TEXT NOT NULL,
	created_by TEXT NOT NULL,
	created_by_email TEXT NOT NULL,
	created_at TEXT NOT NULL,
	updated_at TEXT NOT NULL,
	PRIMARY KEY (id),
	UNIQUE (cell_specification_id, name),
	FOREIGN KEY(cell_specification_id) REFERENCES cell_specifications (id) ON DELETE CASCADE,
	FOREIGN KEY(batch_id) REFERENCES cell_batches (id) ON DELETE SET NULL
);
INSERT INTO "cell_instances" VALUES('old-000018','old-000010',NULL,'cell 0',NULL,NULL,'{"m": {"value": 1, "unit": "g"}}',NULL,'old-000001','old-000002','local@ionworks.invalid','2026-01-01T00:00:00.010000Z','2026-01-01T00:00:00.010000Z');
INSERT INTO "cell_instances" VALUES('old-000033','old-000010','old-000016','cell 1',NULL,NULL,'{"m": {"value": 1, "unit": "g"}}',NULL,'old-000001','old-000002','local@ionworks.invalid','2026-01-01T00:00:00.023000Z','2026-01-01T00:00:00.023000Z');
INSERT INTO "cell_instances" VALUES('old-000055','old-000047',NULL,'cell 0',NULL,NULL,'{"m": {"value": 1, "unit": "g"}}',NULL,'old-000001','old-000002','local@ionworks.invalid','2026-01-01T00:00:00.042000Z','2026-01-01T00:00:00.042000Z');
INSERT INTO "cell_instances" VALUES('old-000068','old-000047','old-000053','cell 1',NULL,NULL,'{"m": {"value": 1, "unit": "g"}}',NULL,'old-000001','old-000002','local@ionworks.invalid','2026-01-01T00:00:00.055000Z','2026-01-01T00:00:00.055000Z');
CREATE TABLE cell_measurements (
	id TEXT NOT NULL,
	cell_instance_id TEXT NOT NULL,
	name TEXT NOT NULL,
	measurement_type TEXT NOT NULL,
	protocol JSON,
	protocol_id TEXT,
	channel_id TEXT,
	test_setup JSON,
	start_time TEXT,
	end_time TEXT,
	step_labels_validated BOOLEAN NOT NULL,
	notes TEXT,
	properties JSON,
	file_metadata JSON,
	processing_status TEXT NOT NULL,
	processing_error TEXT,
	steps_created INTEGER NOT NULL,
	data_version INTEGER NOT NULL,
	extension TEXT,
	confirmation TEXT,
	organization_id TEXT NOT NULL,
	created_by TEXT NOT NULL,
	created_by_email TEXT NOT NULL,
	created_at TEXT NOT NULL,
	updated_at TEXT NOT NULL,
	PRIMARY KEY (id),
	UNIQUE (cell_instance_id, name),
	FOREIGN KEY(cell_instance_id) REFERENCES cell_instances (id) ON DELETE CASCADE
);
INSERT INTO "cell_measurements" VALUES('old-000020','old-000018','properties','properties',NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,'{"thickness": {"value": 0.5, "unit": "mm"}}',NULL,'ready',NULL,0,1,NULL,NULL,'old-000001','old-000002','local@ionworks.invalid','2026-01-01T00:00:00.011000Z','2026-01-01T00:00:00.011000Z');
INSERT INTO "cell_measurements" VALUES('old-000022','old-000018','time_series','time_series','{"name": "CC"}',NULL,NULL,'{"cycler": "C1"}','2026-01-01T00:00:00.000000Z',NULL,0,'x',NULL,NULL,'ready',NULL,1,1,NULL,'5df10efd6198c68e9db26745a0737716bd943335899e7a993d18ac8f5c3b16bc','old-000001','old-000002','local@ionworks.invalid','2026-01-01T00:00:00.017000Z','2026-01-01T00:00:00.017000Z');
INSERT INTO "cell_measurements" VALUES('old-000029','old-000018','file','file','{"name": "CC"}',NULL,NULL,'{"cycler": "C1"}','2026-01-01T00:00:00.000000Z',NULL,0,'x',NULL,'{"photo.txt": {"content_type": "text/plain", "size_bytes": 1622}}','ready',NULL,0,1,NULL,'02eafedea335ff43d913eb8883eb165d901630c402b78968ea83dafaf828252d','old-000001','old-000002','local@ionworks.invalid','2026-01-01T00:00:00.022000Z','2026-01-01T00:00:00.022000Z');
INSERT INTO "cell_measurements" VALUES('old-000035','old-000033','properties','properties',NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,'{"thickness": {"value": 0.5, "unit": "mm"}}',NULL,'ready',NULL,0,1,NULL,NULL,'old-000001','old-000002','local@ionworks.invalid','2026-01-01T00:00:00.024000Z','2026-01-01T00:00:00.024000Z');
INSERT INTO "cell_measurements" VALUES('old-000037','old-000033','time_series','time_series','{"name": "CC"}',NULL,NULL,'{"cycler": "C1"}','2026-01-01T00:00:00.000000Z',NULL,0,'x',NULL,NULL,'ready',NULL,1,1,NULL,'ac95d748e797121576da078c175c880f50c47e3d788b7ff2ef738fa02126051a','old-000001','old-000002','local@ionworks.invalid','2026-01-01T00:00:00.030000Z','2026-01-01T00:00:00.030000Z');
INSERT INTO "cell_measurements" VALUES('old-000042','old-000033','file','file','{"name": "CC"}',NULL,NULL,'{"cycler": "C1"}','2026-01-01T00:00:00.000000Z',NULL,0,'x',NULL,'{"photo.txt": {"content_type": "text/plain", "size_bytes": 1622}}','ready',NULL,0,1,NULL,'18ecb522a47ddef29a39e6c9b837a17d9e2488b96051614a2c7cce2f8997bdd7','old-000001','old-000002','local@ionworks.invalid','2026-01-01T00:00:00.035000Z','2026-01-01T00:00:00.035000Z');
INSERT INTO "cell_measurements" VALUES('old-000057','old-000055','properties','properties',NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,'{"thickness": {"value": 0.5, "unit": "mm"}}',NULL,'ready',NULL,0,1,NULL,NULL,'old-000001','old-000002','local@ionworks.invalid','2026-01-01T00:00:00.043000Z','2026-01-01T00:00:00.043000Z');
INSERT INTO "cell_measurements" VALUES('old-000059','old-000055','time_series','time_series','{"name": "CC"}',NULL,NULL,'{"cycler": "C1"}','2026-01-01T00:00:00.000000Z',NULL,0,'x',NULL,NULL,'ready',NULL,1,1,NULL,'e661c7d065083680ba8659a5b1a499a6c5c0e9e59b31bbcbc582386d5ab189d5','old-000001','old-000002','local@ionworks.invalid','2026-01-01T00:00:00.049000Z','2026-01-01T00:00:00.049000Z');
INSERT INTO "cell_measurements" VALUES('old-000064','old-000055','file','file','{"name": "CC"}',NULL,NULL,'{"cycler": "C1"}','2026-01-01T00:00:00.000000Z',NULL,0,'x',NULL,'{"photo.txt": {"content_type": "text/plain", "size_bytes": 1622}}','ready',NULL,0,1,NULL,'879b99cf8201ff7a6c4392f9cd249691b45f07f6cab7c55e7aa495fb0eb138d5','old-000001','old-000002','local@ionworks.invalid','2026-01-01T00:00:00.054000Z','2026-01-01T00:00:00.054000Z');
INSERT INTO "cell_measurements" VALUES('old-000070','old-000068','properties','properties',NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,'{"thickness": {"value": 0.5, "unit": "mm"}}',NULL,'ready',NULL,0,1,NULL,NULL,'old-000001','old-000002','local@ionworks.invalid','2026-01-01T00:00:00.056000Z','2026-01-01T00:00:00.056000Z');
INSERT INTO "cell_measurements" VALUES('old-000072','old-000068','time_series','time_series','{"name": "CC"}',NULL,NULL,'{"cycler": "C1"}','2026-01-01T00:00:00.000000Z',NULL,0,'x',NULL,NULL,'ready',NULL,1,1,NULL,'e84e3a2dff78582274db7882aaa0784a745b289cf351b47595e72e87a694c109','old-000001','old-000002','local@ionworks.invalid','2026-01-01T00:00:00.062000Z','2026-01-01T00:00:00.062000Z');
INSERT INTO "cell_measurements" VALUES('old-000077','old-000068','file','file','{"name": "CC"}',NULL,NULL,'{"cycler": "C1"}','2026-01-01T00:00:00.000000Z',NULL,0,'x',NULL,'{"photo.txt": {"content_type": "text/plain", "size_bytes": 1622}}','ready',NULL,0,1,NULL,'59158db730d3abf20259017cf6d085afc7e0cc6958527853ef5011954000291e','old-000001','old-000002','local@ionworks.invalid','2026-01-01T00:00:00.067000Z','2026-01-01T00:00:00.067000Z');
CREATE TABLE cell_specifications (
	id TEXT NOT NULL,
	project_id TEXT NOT NULL,
	name TEXT NOT NULL,
	form_factor TEXT,
	manufacturer TEXT,
	ratings JSON,
	properties JSON,
	source JSON,
	notes TEXT,
	organization_id TEXT NOT NULL,
	created_by TEXT NOT NULL,
	created_by_email TEXT NOT NULL,
	created_at TEXT NOT NULL,
	updated_at TEXT NOT NULL,
	PRIMARY KEY (id),
	UNIQUE (project_id, name),
	FOREIGN KEY(project_id) REFERENCES projects (id) ON DELETE CASCADE
);
INSERT INTO "cell_specifications" VALUES('old-000010','old-000003','LG M50 é','R21700',NULL,'{"capacity": {"value": 5, "unit": "A.h"}}','{"mass": {"value": 68, "unit": "g"}}','{"doi": "x"}','n','old-000001','old-000002','local@ionworks.invalid','2026-01-01T00:00:00.004000Z','2026-01-01T00:00:00.004000Z');
INSERT INTO "cell_specifications" VALUES('old-000047','old-000006','LG M50 é','R21700',NULL,'{"capacity": {"value": 5, "unit": "A.h"}}','{"mass": {"value": 68, "unit": "g"}}','{"doi": "x"}','n','old-000001','old-000002','local@ionworks.invalid','2026-01-01T00:00:00.036000Z','2026-01-01T00:00:00.036000Z');
CREATE TABLE materials (
	id TEXT NOT NULL,
	project_id TEXT NOT NULL,
	organization_id TEXT NOT NULL,
	name TEXT NOT NULL,
	manufacturer TEXT,
	product_id TEXT,
	definition JSON,
	created_at TEXT NOT NULL,
	updated_at TEXT NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(project_id) REFERENCES projects (id) ON DELETE CASCADE
);
INSERT INTO "materials" VALUES('old-000008','old-000003','old-000001','LFP','A',NULL,'{"a": 1}','2026-01-01T00:00:00.003000Z','2026-01-01T00:00:00.003000Z');
INSERT INTO "materials" VALUES('old-000011','old-000003','old-000001','graphite','B',NULL,NULL,'2026-01-01T00:00:00.005000Z','2026-01-01T00:00:00.005000Z');
INSERT INTO "materials" VALUES('old-000013','old-000003','old-000001','NMC',NULL,NULL,NULL,'2026-01-01T00:00:00.007000Z','2026-01-01T00:00:00.007000Z');
INSERT INTO "materials" VALUES('old-000048','old-000006','old-000001','graphite','B',NULL,NULL,'2026-01-01T00:00:00.037000Z','2026-01-01T00:00:00.037000Z');
INSERT INTO "materials" VALUES('old-000050','old-000006','old-000001','NMC',NULL,NULL,NULL,'2026-01-01T00:00:00.039000Z','2026-01-01T00:00:00.039000Z');
CREATE TABLE measurement_files (
	measurement_id TEXT NOT NULL,
	position INTEGER NOT NULL,
	filename TEXT NOT NULL,
	content_type TEXT NOT NULL,
	object_key TEXT NOT NULL,
	PRIMARY KEY (measurement_id, position),
	FOREIGN KEY(measurement_id) REFERENCES cell_measurements (id) ON DELETE CASCADE
);
INSERT INTO "measurement_files" VALUES('old-000029',0,'photo.txt','text/plain','measurements/old-000029/1/files/0');
INSERT INTO "measurement_files" VALUES('old-000042',0,'photo.txt','text/plain','measurements/old-000042/1/files/0');
INSERT INTO "measurement_files" VALUES('old-000064',0,'photo.txt','text/plain','measurements/old-000064/1/files/0');
INSERT INTO "measurement_files" VALUES('old-000077',0,'photo.txt','text/plain','measurements/old-000077/1/files/0');
CREATE TABLE measurement_raw_data (
	measurement_id TEXT NOT NULL,
	raw_data_id TEXT NOT NULL,
	PRIMARY KEY (measurement_id, raw_data_id),
	FOREIGN KEY(measurement_id) REFERENCES cell_measurements (id) ON DELETE CASCADE,
	FOREIGN KEY(raw_data_id) REFERENCES raw_data (id) ON DELETE CASCADE
);
INSERT INTO "measurement_raw_data" VALUES('old-000077','old-000082');
CREATE TABLE measurement_tags (
	measurement_id TEXT NOT NULL,
	tag_key TEXT NOT NULL,
	tag TEXT NOT NULL,
	PRIMARY KEY (measurement_id, tag_key),
	FOREIGN KEY(measurement_id) REFERENCES cell_measurements (id) ON DELETE CASCADE
);
INSERT INTO "measurement_tags" VALUES('old-000020','25 degc','25 degC');
INSERT INTO "measurement_tags" VALUES('old-000020','ageing','Ageing');
INSERT INTO "measurement_tags" VALUES('old-000022','25 degc','25 degC');
INSERT INTO "measurement_tags" VALUES('old-000022','ageing','Ageing');
INSERT INTO "measurement_tags" VALUES('old-000029','25 degc','25 degC');
INSERT INTO "measurement_tags" VALUES('old-000029','ageing','Ageing');
INSERT INTO "measurement_tags" VALUES('old-000035','25 degc','25 degC');
INSERT INTO "measurement_tags" VALUES('old-000035','ageing','Ageing');
INSERT INTO "measurement_tags" VALUES('old-000037','25 degc','25 degC');
INSERT INTO "measurement_tags" VALUES('old-000037','ageing','Ageing');
INSERT INTO "measurement_tags" VALUES('old-000042','25 degc','25 degC');
INSERT INTO "measurement_tags" VALUES('old-000042','ageing','Ageing');
INSERT INTO "measurement_tags" VALUES('old-000057','25 degc','25 DEGC');
INSERT INTO "measurement_tags" VALUES('old-000057','ageing','Ageing');
INSERT INTO "measurement_tags" VALUES('old-000059','25 degc','25 DEGC');
INSERT INTO "measurement_tags" VALUES('old-000059','ageing','Ageing');
INSERT INTO "measurement_tags" VALUES('old-000064','25 degc','25 DEGC');
INSERT INTO "measurement_tags" VALUES('old-000064','ageing','Ageing');
INSERT INTO "measurement_tags" VALUES('old-000070','25 degc','25 DEGC');
INSERT INTO "measurement_tags" VALUES('old-000070','ageing','Ageing');
INSERT INTO "measurement_tags" VALUES('old-000072','25 degc','25 DEGC');
INSERT INTO "measurement_tags" VALUES('old-000072','ageing','Ageing');
INSERT INTO "measurement_tags" VALUES('old-000077','25 degc','25 DEGC');
INSERT INTO "measurement_tags" VALUES('old-000077','ageing','Ageing');
CREATE TABLE organizations (
	id TEXT NOT NULL,
	name TEXT NOT NULL,
	slug TEXT NOT NULL,
	created_at TEXT NOT NULL,
	updated_at TEXT NOT NULL,
	PRIMARY KEY (id),
	UNIQUE (name)
);
INSERT INTO "organizations" VALUES('old-000001','Local organization','local','2026-01-01T00:00:00.001000Z','2026-01-01T00:00:00.001000Z');
CREATE TABLE pipeline_elements (
	id TEXT NOT NULL,
	pipeline_id TEXT NOT NULL,
	name TEXT NOT NULL,
	element_order INTEGER NOT NULL,
	element_type TEXT NOT NULL,
	job_config JSON,
	job_id TEXT,
	job_type TEXT,
	status TEXT NOT NULL,
	error TEXT,
	error_code TEXT,
	organization_id TEXT NOT NULL,
	created_by TEXT NOT NULL,
	created_by_email TEXT NOT NULL,
	created_at TEXT NOT NULL,
	updated_at TEXT NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(pipeline_id) REFERENCES pipelines (id) ON DELETE CASCADE,
	UNIQUE (job_id)
);
INSERT INTO "pipeline_elements" VALUES('old-000087','old-000086','entry',1,'Direct Entry','{"element_type": "entry", "values": {}}',NULL,NULL,'skipped',NULL,NULL,'old-000001','old-000002','local@ionworks.invalid','2026-01-01T00:00:00.074000Z','2026-01-01T00:00:00.074000Z');
INSERT INTO "pipeline_elements" VALUES('old-000088','old-000086','fit',2,'Data Fit','{"element_type": "data_fit"}','old-000089','datafit','failed','The embedded platform stores pipelines and does not run them; run this one on the hosted service.','SUBMISSION_FAILED','old-000001','old-000002','local@ionworks.invalid','2026-01-01T00:00:00.075000Z','2026-01-01T00:00:00.075000Z');
CREATE TABLE pipelines (
	id TEXT NOT NULL,
	project_id TEXT NOT NULL,
	name TEXT NOT NULL,
	description TEXT,
	options JSON,
	status TEXT NOT NULL,
	error TEXT,
	error_code TEXT,
	organization_id TEXT NOT NULL,
	created_by TEXT NOT NULL,
	created_by_email TEXT NOT NULL,
	created_at TEXT NOT NULL,
	updated_at TEXT NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(project_id) REFERENCES projects (id) ON DELETE CASCADE
);
INSERT INTO "pipelines" VALUES('old-000086','old-000003','fit',NULL,'{}','failed','The embedded platform stores pipelines and does not run them; run this one on the hosted service.','SUBMISSION_FAILED','old-000001','old-000002','local@ionworks.invalid','2026-01-01T00:00:00.073000Z','2026-01-01T00:00:00.073000Z');
CREATE TABLE projects (
	id TEXT NOT NULL,
	organization_id TEXT NOT NULL,
	name TEXT NOT NULL,
	description TEXT,
	created_at TEXT NOT NULL,
	updated_at TEXT NOT NULL,
	PRIMARY KEY (id),
	UNIQUE (organization_id, name),
	FOREIGN KEY(organization_id) REFERENCES organizations (id) ON DELETE CASCADE
);
INSERT INTO "projects" VALUES('old-000003','old-000001','Default project',NULL,'2026-01-01T00:00:00.001000Z','2026-01-01T00:00:00.001000Z');
INSERT INTO "projects" VALUES('old-000006','old-000001','Second project','another','2026-01-01T00:00:00.002000Z','2026-01-01T00:00:00.002000Z');
CREATE TABLE raw_data (
	id TEXT NOT NULL,
	project_id TEXT NOT NULL,
	name TEXT NOT NULL,
	filename TEXT NOT NULL,
	source TEXT,
	content_type TEXT NOT NULL,
	metadata JSON,
	size_bytes INTEGER NOT NULL,
	organization_id TEXT NOT NULL,
	created_by TEXT NOT NULL,
	created_by_email TEXT NOT NULL,
	created_at TEXT NOT NULL,
	updated_at TEXT NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(project_id) REFERENCES projects (id) ON DELETE CASCADE
);
INSERT INTO "raw_data" VALUES('old-000082','old-000003','raw.csv','raw.csv',NULL,'application/octet-stream','{"k": 1}',3,'old-000001','old-000002','local@ionworks.invalid','2026-01-01T00:00:00.072000Z','2026-01-01T00:00:00.072000Z');
CREATE TABLE upload_objects (
	object_key TEXT NOT NULL,
	upload_id TEXT NOT NULL,
	position INTEGER NOT NULL,
	filename TEXT NOT NULL,
	PRIMARY KEY (object_key),
	FOREIGN KEY(upload_id) REFERENCES uploads (id) ON DELETE CASCADE
);
INSERT INTO "upload_objects" VALUES('measurements/old-000091/1/time_series.parquet','old-000091',0,'time_series.parquet');
INSERT INTO "upload_objects" VALUES('measurements/old-000091/1/steps.parquet','old-000091',1,'steps.parquet');
CREATE TABLE uploads (
	id TEXT NOT NULL,
	kind TEXT NOT NULL,
	target_id TEXT NOT NULL,
	expires_at TEXT NOT NULL,
	PRIMARY KEY (id)
);
INSERT INTO "uploads" VALUES('old-000091','measurement','old-000068','2026-01-01T01:00:00.076000Z');
CREATE TABLE users (
	id TEXT NOT NULL,
	organization_id TEXT NOT NULL,
	default_project_id TEXT NOT NULL,
	email TEXT NOT NULL,
	created_at TEXT NOT NULL,
	updated_at TEXT NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(organization_id) REFERENCES organizations (id) ON DELETE CASCADE,
	FOREIGN KEY(default_project_id) REFERENCES projects (id) ON DELETE CASCADE
);
INSERT INTO "users" VALUES('old-000002','old-000001','old-000003','local@ionworks.invalid','2026-01-01T00:00:00.001000Z','2026-01-01T00:00:00.001000Z');
CREATE TABLE watches (
	measurement_id TEXT NOT NULL,
	user_id TEXT NOT NULL,
	PRIMARY KEY (measurement_id, user_id),
	FOREIGN KEY(measurement_id) REFERENCES cell_measurements (id) ON DELETE CASCADE,
	FOREIGN KEY(user_id) REFERENCES users (id) ON DELETE CASCADE
);
INSERT INTO "watches" VALUES('old-000042','old-000002');
INSERT INTO "watches" VALUES('old-000077','old-000002');
CREATE INDEX material_names ON materials (project_id, name);
CREATE INDEX ix_cell_components_material_id ON cell_components (material_id);
CREATE INDEX ix_cell_instances_batch_id ON cell_instances (batch_id);
CREATE INDEX measurement_states ON cell_measurements (processing_status);
CREATE INDEX ix_measurement_raw_data_raw_data_id ON measurement_raw_data (raw_data_id);
PRAGMA user_version = 2;
